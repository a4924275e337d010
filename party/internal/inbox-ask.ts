import * as v from "valibot";
import { InboxCommand } from "#protocol/inbox/commands.ts";
import { Letter } from "#protocol/inbox/facts.ts";
import { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { Seen } from "#protocol/inbox/presence.ts";
import { PersonId } from "#protocol/ids.ts";
import { Author } from "./ask.ts";

/** What is asked of a person's inbox. Both hosts carry it as JSON by `stub.fetch`. */
export const InboxAsk = v.variant("ask", [
  v.object({ ask: v.literal("tell"), person: PersonId, letter: Letter }),
  v.object({ ask: v.literal("command"), person: PersonId, by: Author, command: InboxCommand }),
  v.object({
    ask: v.literal("changes"),
    person: PersonId,
    by: Author,
    at: v.object({ epoch: v.nullable(v.string()), cursor: v.number() }),
  }),
  v.object({
    ask: v.literal("subscribe"),
    person: PersonId,
    by: Author,
    subscription: PushSubscriptionKeys,
    language: v.optional(PushLanguage),
    origin: v.optional(v.string()),
  }),
  v.object({
    ask: v.literal("unsubscribe"),
    person: PersonId,
    by: Author,
    endpoint: v.string(),
  }),
  v.object({ ask: v.literal("testPush"), person: PersonId, by: Author }),
  v.object({ ask: v.literal("presence"), person: PersonId, people: v.array(Seen) }),
  v.object({ ask: v.literal("stopMail"), person: PersonId }),
  v.object({ ask: v.literal("signedOut"), person: PersonId, sessions: v.array(v.string()) }),
  v.object({ ask: v.literal("erase"), person: PersonId }),
]);
export type InboxAsk = v.InferOutput<typeof InboxAsk>;

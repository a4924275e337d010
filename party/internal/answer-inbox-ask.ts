import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { Answer } from "../rooms.ts";
import { InboxAsk } from "./inbox-ask.ts";
import { turnAway, type InternalRequest } from "./door.ts";

/** An inbox's door for the API and for couriers. Anyone without the secret finds nothing here. */
export async function answerInboxAsk(
  request: InternalRequest,
  secret: string,
  inbox: () => Promise<Inbox>,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  const ask = v.safeParse(InboxAsk, await request.json());
  if (!ask.success) return Response.json({ ok: false, refusal: refusal("malformed") });
  return Response.json(await answer(await inbox(), ask.output));
}

async function answer(inbox: Inbox, ask: InboxAsk): Promise<Answer<unknown>> {
  switch (ask.ask) {
    case "tell":
      return inbox.tell(ask.letter);
    case "command":
      return inbox.command(ask.by, ask.command);
    case "changes":
      return inbox.changes(ask.by, ask.at);
    case "subscribe":
      return inbox.pushDoor.subscribe(ask.by, ask);
    case "unsubscribe":
      return inbox.pushDoor.unsubscribe(ask.by, ask.endpoint);
    case "testPush":
      return inbox.pushDoor.test(ask.by);
    case "presence":
      return inbox.presence.hear(ask.people);
    case "stopMail":
      return inbox.stopMail();
    case "signedOut":
      return inbox.signedOut(ask.sessions);
    case "erase":
      return inbox.erase();
  }
}

import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";

export const SignedInPerson = v.object({
  id: PersonId,
  name: v.string(),
  role: CommunityRole,
  editWindowMs: v.optional(v.number()),
});

/** What the server answers to whoever signs in, up, or comes back. `expiresAt` is in ms since epoch. */
export const SessionAnswer = v.object({
  accessToken: v.string(),
  expiresAt: v.number(),
  person: SignedInPerson,
  /** Said to whoever comes by mail into an account whose address nobody had confirmed. */
  waysRemoved: v.exactOptional(v.boolean()),
});
export type SessionAnswer = v.InferOutput<typeof SessionAnswer>;

export const CommunityAnswer = v.object({
  name: v.nullable(v.string()),
  /** Whether this browser has a session's cookie, which may be over. */
  hasSession: v.boolean(),
});

/** What this browser keeps between visits, so that the app opens offline. Never a token. */
export const Remembered = v.object({ person: SignedInPerson, community: v.string() });
export type Remembered = v.InferOutput<typeof Remembered>;

/** What the tabs of one browser tell each other. It stays in memory: nothing of it is stored. */
export const SessionNews = v.variant("kind", [
  v.object({ kind: v.literal("signed_in"), session: SessionAnswer, community: v.string() }),
  v.object({ kind: v.literal("signed_out"), community: v.string() }),
]);
export type SessionNews = v.InferOutput<typeof SessionNews>;

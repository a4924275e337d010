import type { Database } from "#db/client.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { AccessToken } from "../auth/access-token.ts";
import type { TokenKeys } from "../auth/token-keys.ts";
import type { Env } from "../env.ts";
import type { Inboxes } from "../inboxes.ts";
import type { AskedMeter } from "../meter/meter-over-fetch.ts";
import type { Counting } from "../meter/tally.ts";
import type { Limits } from "../limits/limits.ts";
import type { Notes } from "../notes/notes.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Rooms } from "../rooms.ts";

/** What a host hands in with every request. A database client must not outlive its request. */
export type World = {
  env: Env;
  database: Database;
  rooms: Rooms;
  inboxes: Inboxes;
  notes: Notes;
  limits: Limits;
  meter: Pick<AskedMeter, "read" | "day">;
  counts: Counting;
  keys: TokenKeys;
  /** Null when this community sends no mail. */
  mailer: Mailer | null;
  /** Does it after the answer, which waits for nothing of it and tells nothing of it. */
  later: (work: () => Promise<void>) => void;
  /** ms since epoch. */
  now: () => number;
};

/** For Hono: `signedIn` is there behind the `signedIn` door only, `provedAt` (ms since epoch) behind `stillSignedIn`. */
export type ApiEnv = {
  Bindings: { world: World };
  Variables: { signedIn: AccessToken; provedAt: number } & ForTheLog;
};

/** What only the log wants to know (security-log.ts): who has come in or left by this request, and a seal of the account that was tried. */
type ForTheLog = { who?: { person: PersonId; session: string }; tried?: string };

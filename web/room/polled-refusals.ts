import { CLOSE } from "#protocol/close-codes.ts";
import type { Refusal, RefusalCode } from "#protocol/refusals.ts";
import { isRetryable, type Trouble } from "../answer.ts";
import { ABNORMAL } from "../line/line.ts";

/** Refusals of a reader that a socket would have ended with, by the code it would have ended with. */
const ENDS: Partial<Record<Trouble, number>> = {
  unauthenticated: CLOSE.session,
  session_expired: CLOSE.session,
  not_member: CLOSE.notMember,
  no_such_room: CLOSE.noSuchRoom,
  version_unsupported: CLOSE.version,
  rate_limited: CLOSE.tooMany,
};

/** A refusal as a socket would have brought it. */
export function refusedAs(code: RefusalCode, retryAfterMs: number | undefined): Refusal {
  const retryable = isRetryable(code);
  return retryAfterMs === undefined ? { code, retryable } : { code, retryable, retryAfterMs };
}

/** The close code of a socket in the same trouble. */
export function closeCodeFor(code: Trouble): number {
  return ENDS[code] ?? ABNORMAL;
}

/** What the room says to a command itself; null: the line is to blame, and what became of the command is unknown. */
export function asCommandRefused(code: Trouble): RefusalCode | null {
  if (code === "offline") return null;
  // A writer who is too fast waits. It is only the reader's questions that there can be too many of.
  return code === "rate_limited" || ENDS[code] === undefined ? code : null;
}

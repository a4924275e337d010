import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal, ROOM_REFUSALS } from "#protocol/room-refusals.ts";

/** Why something did not work: the server's "no", or no server in reach. */
export type Trouble = RefusalCode | "offline";

/** A "no" with the sentence for the person. `retryAfterMs` only where waiting helps. */
export type Failure = { ok: false; code: Trouble; says: string; retryAfterMs?: number };

/** How the browser's half talks about everything that can fail: as a value. */
export type Answer<T> = { ok: true; value: T } | Failure;

/** `says`: the server's own sentence, where it has sent one. */
export function failure(code: Trouble, retryAfterMs?: number, says = sentenceFor(code)): Failure {
  return retryAfterMs === undefined
    ? { ok: false, code, says }
    : { ok: false, code, says, retryAfterMs };
}

/** The sentence that tells a person about a code that this page knows by itself. */
export function sentenceFor(code: Trouble): string {
  if (code === "offline")
    return "The server cannot be reached. Check your connection and try again.";
  return ROOM_REFUSALS[isRoomRefusal(code) ? code : "internal"].says;
}

/** Whether the same may succeed later unchanged. */
export function isRetryable(code: Trouble): boolean {
  return code === "offline" || (isRoomRefusal(code) && ROOM_REFUSALS[code].retryable);
}

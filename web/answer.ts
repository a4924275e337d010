import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal, ROOM_REFUSALS } from "#protocol/room-refusals.ts";
import { locale } from "./i18n/locale.ts";
import { refusalText } from "./i18n/refusals.text.ts";

/** Why something did not work: the server's "no", or no server in reach. */
export type Trouble = RefusalCode | "offline";

/** A "no" with the sentence for the person. `retryAfterMs` only where waiting helps. */
export type Failure = { ok: false; code: Trouble; says: string; retryAfterMs?: number };

/** How the browser's half talks about everything that can fail: as a value. */
export type Answer<T> = { ok: true; value: T } | Failure;

/** `says`: the sentence for the person, where it is not simply that of the code. */
export function failure(code: Trouble, retryAfterMs?: number, says = sentenceFor(code)): Failure {
  return retryAfterMs === undefined
    ? { ok: false, code, says }
    : { ok: false, code, says, retryAfterMs };
}

/** The sentence that tells a person about a code, in their language. `told`: in English, by whoever knows more codes than this page does. */
export function sentenceFor(code: Trouble, told?: string): string {
  const translated = locale.get() === "en" ? undefined : refusalText.get()[code];
  return translated ?? told ?? inEnglish(code);
}

/** Said where no server could. */
export const OFFLINE = "The server cannot be reached. Check your connection and try again.";

function inEnglish(code: Trouble): string {
  if (code === "offline") return OFFLINE;
  return ROOM_REFUSALS[isRoomRefusal(code) ? code : "internal"].says;
}

/** Whether the same may succeed later unchanged. */
export function isRetryable(code: Trouble): boolean {
  return code === "offline" || (isRoomRefusal(code) && ROOM_REFUSALS[code].retryable);
}

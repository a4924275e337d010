import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal, mayGoWellLater, type RoomRefusalCode } from "#protocol/refusal-codes.ts";
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

type Sentences = Readonly<Record<RoomRefusalCode, { says: string }>>;
let sentences: Sentences | null = null;

/** Brings what each code says in English: behind the first screen, as nothing is refused before that no server explains. */
export async function bringSentences(): Promise<void> {
  try {
    sentences = (await import("#protocol/room-refusals.ts")).ROOM_REFUSALS;
  } catch {
    // The line is down: what is said then is that something went wrong.
  }
}

function inEnglish(code: Trouble): string {
  if (code === "offline") return OFFLINE;
  return (
    sentences?.[isRoomRefusal(code) ? code : "internal"].says ??
    "Something went wrong. Try again in a moment."
  );
}

/** Whether the same may succeed later unchanged. */
export function isRetryable(code: Trouble): boolean {
  return code === "offline" || mayGoWellLater(code);
}

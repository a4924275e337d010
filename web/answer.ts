import { REFUSALS, type RefusalCode } from "#protocol/refusals.ts";

/** Why something did not work: the server's "no", or no server in reach. */
export type Trouble = RefusalCode | "offline";

/** A "no" with the sentence for the person. `retryAfterMs` only where waiting helps. */
export type Failure = { ok: false; code: Trouble; says: string; retryAfterMs?: number };

/** How the browser's half talks about everything that can fail: as a value. */
export type Answer<T> = { ok: true; value: T } | Failure;

export function failure(code: Trouble, retryAfterMs?: number): Failure {
  const says = sentenceFor(code);
  return retryAfterMs === undefined
    ? { ok: false, code, says }
    : { ok: false, code, says, retryAfterMs };
}

/** The sentence that tells a person about a code. */
export function sentenceFor(code: Trouble): string {
  return code === "offline"
    ? "The server cannot be reached. Check your connection and try again."
    : REFUSALS[code].says;
}

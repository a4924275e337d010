import { isFinalClose } from "#protocol/close-codes.ts";

/** Why a note ends a socket, beside what rooms say (../close-codes.ts). */
export const NOTE_CLOSE = {
  /** What was sent stands on something that is missing: come back, and compare what both have. */
  outOfStep: 4409,
  /** What was sent cannot be taken, now or later; the word before it says why. */
  notTaken: 4422,
} as const;

/** Whether coming back with the same document would only meet the same answer. */
export function isFinalNoteClose(code: number): boolean {
  return code === NOTE_CLOSE.notTaken || isFinalClose(code);
}

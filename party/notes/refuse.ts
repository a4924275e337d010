import { CLOSE } from "#protocol/close-codes.ts";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { dismiss } from "../object/standing.ts";
import type { NoteSeat } from "./note-seat.ts";

/** What a refused frame ends a socket with; null: it stays. */
const ENDS_WITH: Partial<Record<RefusalCode, number | null>> = {
  frame_too_large: CLOSE.frameTooLarge,
  note_out_of_step: NOTE_CLOSE.outOfStep,
  // Whoever may only read goes on doing so.
  not_allowed: null,
};

/** Says why a frame is not taken, before the socket ends. Null: it is. */
export function refuse(seat: NoteSeat, code: RefusalCode | null): void {
  if (code === null) return;
  seat.say({ t: "refused", code });
  const ending = code in ENDS_WITH ? ENDS_WITH[code] : NOTE_CLOSE.notTaken;
  if (ending !== null && ending !== undefined) dismiss(seat, ending, code);
}

import { CLOSE } from "#protocol/close-codes.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import {
  AWARENESS_PER_SECOND,
  MAX_NOTE_FRAME_BYTES,
  MAX_NOTE_UPDATE_BYTES,
} from "#protocol/notes/limits.ts";
import type { Allowance } from "../object/allowance.ts";
import type { Counting } from "../meter/tally.ts";
import type { Clock } from "../object/ports.ts";
import { dismiss } from "../object/standing.ts";
import type { AwarenessDesk } from "./awareness-desk.ts";
import type { NoteSeat } from "./note-seat.ts";
import type { NoteSeats } from "./note-seats.ts";
import type { Engine } from "./ports.ts";
import { readFrame } from "./read-frame.ts";
import { refuse } from "./refuse.ts";
import type { UpdateDesk } from "./update-desk.ts";

type Desk = {
  clock: Clock;
  limits: RoomLimits;
  allowance: Allowance;
  seats: NoteSeats;
  engine: Engine;
  awareness: AwarenessDesk;
  updates: UpdateDesk;
  counts: Counting;
};

/** The note's door for binary frames: reads each, and hands it on when it is what it says it is. */
export class FrameDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** In a turn of the note's. Never throws for anything that a client can send. */
  async take(seat: NoteSeat, bytes: Uint8Array): Promise<void> {
    if (bytes.length > MAX_NOTE_FRAME_BYTES) return this.#refuse(seat, "frame_too_large");
    const frame = readFrame(bytes);
    if (!frame) return this.#refuse(seat, "malformed");
    switch (frame.is) {
      case "question":
        return this.#answer(seat, bytes);
      case "awareness":
        if (this.#mayTell(seat)) this.#refuse(seat, this.#desk.awareness.hear(seat, frame.entries));
        return;
      case "change":
        return this.#change(seat, frame, bytes);
    }
  }

  #refuse(seat: NoteSeat, code: RefusalCode | null): void {
    if (code !== null) this.#desk.counts.add("refusals", `note|${code}`);
    refuse(seat, code);
  }

  /** The answer may be the whole document. */
  #answer(seat: NoteSeat, bytes: Uint8Array): void {
    const { allowance, clock, engine } = this.#desk;
    const budget = allowance.entry("hello", seat.memory.person, clock.now());
    if (budget.ok) engine.receive(seat.line, bytes);
    else dismiss(seat, CLOSE.tooMany, "too many questions");
  }

  #mayTell(seat: NoteSeat): boolean {
    const { allowance, clock } = this.#desk;
    const rate = { burst: AWARENESS_PER_SECOND, perSecond: AWARENESS_PER_SECOND };
    return allowance.take(`awareness ${seat.id}`, rate, clock.now()).ok;
  }

  async #change(
    seat: NoteSeat,
    { update, isAnswer }: { update: Uint8Array; isAnswer: boolean },
    bytes: Uint8Array,
  ): Promise<void> {
    const { allowance, clock, limits, updates } = this.#desk;
    if (update.length > MAX_NOTE_UPDATE_BYTES) return this.#refuse(seat, "frame_too_large");
    const { noteUpdatesPerSecond: perSecond } = limits;
    // Whoever comes back after a long time has many at once.
    const rate = { burst: 2 * perSecond, perSecond };
    if (!allowance.take(`update ${seat.id}`, rate, clock.now()).ok)
      return dismiss(seat, CLOSE.tooMany, "too many changes");
    if (isAnswer && !seat.note.hasAnswered) seat.rememberNote({ hasAnswered: true });
    this.#refuse(seat, await updates.take(seat, update, bytes));
  }
}

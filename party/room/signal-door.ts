import { refusal } from "#protocol/refusals.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Allowance } from "../object/allowance.ts";
import type { Clock } from "../object/ports.ts";
import type { Answer, Author } from "../rooms.ts";
import type { Entrance } from "./entrance.ts";
import type { RoomReceipts } from "./receipts.ts";

type Desk = {
  entrance: Entrance;
  allowance: Allowance;
  clock: Clock;
  receipts: RoomReceipts;
  typed: (by: Author, signal: TypingSignal) => void;
};

/** Signals by HTTP. What is too much is dropped, as on a socket. */
export class SignalDoor {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  typing(by: Author, signal: TypingSignal): Answer<null> {
    return this.#pass(by, () => this.#desk.typed(by, signal));
  }

  read(by: Author, seq: number): Answer<null> {
    return this.#pass(by, () => this.#desk.receipts.read(by.person, seq));
  }

  #pass(by: Author, hear: () => void): Answer<null> {
    const { entrance, allowance, clock } = this.#desk;
    const objection = entrance.objectionTo(by);
    if (objection) return { ok: false, refusal: refusal(objection) };
    if (allowance.signal(by.person, clock.now()).ok) hear();
    return { ok: true, value: null };
  }
}

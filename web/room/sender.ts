import { CLOSE } from "#protocol/close-codes.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { Clock, Random } from "../clock.ts";
import { fullJitter } from "../jitter.ts";
import type { Waiting } from "./outbox-rows.ts";
import type { RefusedCommand } from "./sync.ts";

/** A live line that owes an answer for this long gets the same command again, which adds nothing. */
export const ANSWER_TIMEOUT_MS = 15_000;
/** Pauses after a "later" that does not say when. */
export const RETRY_BASE_MS = 1_000;
export const RETRY_CAP_MS = 30_000;
/** Spread on top of the wait that a room asks for. */
export const RETRY_SPREAD_MS = 500;

export type SenderDeps = {
  clock: Clock;
  random: Random;
  /** The row that is next in the queue. */
  next(): Waiting | undefined;
  /** Hands a row to the line. False: there is no open line. */
  send(row: Waiting): boolean;
  /** The room has refused a row for good. */
  failed(id: CommandId, code: RefusalCode): void;
  /** The room takes this row later, because of `code`. It stays first in the queue and is sent again in time. */
  postponed(id: CommandId, code: RefusalCode): void;
  /** The room waits for something that was sent before and is no longer here: only a hello lets it go on. */
  heldBack(): void;
  sendingChanged(id: CommandId | null): void;
};

/** Sends the queue's rows one at a time, each until it is a fact or refused for good. Nothing overtakes. */
export class Sender {
  readonly #deps: SenderDeps;
  #isElected = false;
  #isLive = false;
  #inFlight: CommandId | null = null;
  #tries = 0;
  #stopTimer: (() => void) | null = null;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** This tab sends for all tabs from now on, or no longer. */
  elect(isElected: boolean) {
    this.#isElected = isElected;
    if (isElected) this.pump();
    else this.#rest();
  }

  lineLive() {
    this.#isLive = true;
    this.pump();
  }

  lineLost(code: number) {
    this.#isLive = false;
    const tooLarge = code === CLOSE.frameTooLarge ? this.#inFlight : null;
    this.#rest();
    if (tooLarge) this.#deps.failed(tooLarge, "frame_too_large");
  }

  /** Sends what is next, unless something is on its way or a pause is on. */
  pump() {
    if (!this.#isElected || !this.#isLive || this.#stopTimer) return;
    const row = this.#deps.next();
    if (!row) return;
    if (!this.#deps.send(row)) return;
    this.#flying(row.id);
    this.#inTime(ANSWER_TIMEOUT_MS);
  }

  /** Some row has become a fact or has left the queue. */
  rowsChanged(isWaiting: (id: CommandId) => boolean) {
    if (this.#inFlight && !isWaiting(this.#inFlight)) {
      this.#tries = 0;
      this.#rest();
    }
    this.pump();
  }

  /** What kept the room from taking a row is over: no use in waiting longer. */
  retryNow() {
    if (this.#inFlight) return;
    this.#rest();
    this.pump();
  }

  refused({ id, code, retryable, retryAfterMs }: RefusedCommand) {
    // A frame that the room could not read far enough to name: with one command on its way, it was that one.
    if (!this.#inFlight || (id !== null && id !== this.#inFlight)) return;
    const refused = this.#inFlight;
    this.#rest();
    if (!retryable) {
      this.#tries = 0;
      this.#deps.failed(refused, code);
      this.pump();
      return;
    }
    this.#inTime(this.#pause(retryAfterMs));
    this.#tries += 1;
    this.#deps.postponed(refused, code);
    if (code === "held_back") this.#deps.heldBack();
  }

  #pause(retryAfterMs: number | undefined): number {
    const { random } = this.#deps;
    return retryAfterMs === undefined
      ? fullJitter(random, RETRY_BASE_MS, RETRY_CAP_MS, this.#tries)
      : retryAfterMs + random() * RETRY_SPREAD_MS;
  }

  /** When the time is up, the queue's first row goes out, be it for the first time or again. */
  #inTime(ms: number) {
    this.#stopTimer = this.#deps.clock.setTimer(ms, () => {
      this.#rest();
      this.pump();
    });
  }

  #rest() {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#flying(null);
  }

  #flying(id: CommandId | null) {
    if (id === this.#inFlight) return;
    this.#inFlight = id;
    this.#deps.sendingChanged(id);
  }
}

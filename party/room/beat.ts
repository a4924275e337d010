import type { Clock } from "../object/ports.ts";

/** What one send to one reader costs a room (bench/README.md). */
const MS_PER_READER = 0.02;
const LONGEST_MS = 25;
/** A room in which nothing was done for so long is quiet. */
const QUIET_MS = 10;

/**
 * When a room works off what has come in: at once when it has been quiet, else when the last write is durable and its
 * readers have been paid for. So a busy room puts all that came meanwhile into one write and one frame.
 */
export class Beat {
  readonly #clock: Clock;
  readonly #work: () => Promise<void>;
  #isDue = false;
  #isWorking = false;
  #readers = 0;
  #beganAt = Number.NEGATIVE_INFINITY;
  #endedAt = Number.NEGATIVE_INFINITY;

  /** `work` takes until what it wrote is durable, and never fails. */
  constructor(clock: Clock, work: () => Promise<void>) {
    this.#clock = clock;
    this.#work = work;
  }

  /** Something has come in, for this many readers. */
  request(readers: number): void {
    this.#readers = readers;
    if (this.#isDue) return;
    this.#isDue = true;
    if (!this.#isWorking) this.#schedule();
  }

  #schedule(): void {
    const now = this.#clock.now();
    if (now > this.#endedAt + QUIET_MS) {
      // In this very turn, after what called. Cheaper than the host's own queueMicrotask, which a quiet room would feel.
      void Promise.resolve().then(() => this.#go());
      return;
    }
    const pause = Math.min(LONGEST_MS, this.#readers * MS_PER_READER);
    // A timer also when there is nothing to wait for: a host lets a socket say its next word only when all that came
    // of the last one is durable, so a busy room must not write while it is being spoken to.
    // And never longer than the pause, also where the machine's clock was set back meanwhile.
    const left = Math.min(pause, Math.max(0, this.#beganAt + pause - now));
    this.#clock.after(left, () => void this.#go());
  }

  async #go(): Promise<void> {
    this.#isDue = false;
    this.#isWorking = true;
    this.#beganAt = this.#clock.now();
    await this.#work();
    this.#endedAt = this.#clock.now();
    this.#isWorking = false;
    if (this.#isDue) this.#schedule();
  }
}

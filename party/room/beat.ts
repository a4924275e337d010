import type { Clock } from "./ports.ts";

/** What one send to one reader costs a room, as measured (architecture.md, "What has been measured"). */
const MS_PER_READER = 0.02;
const LONGEST_MS = 25;

/**
 * When a room works off what has come in: at once when it has been quiet, else not before the readers of the last
 * frame have been paid for. So a busy room puts many commands into one write and one frame.
 */
export class Beat {
  readonly #clock: Clock;
  readonly #work: () => void;
  #isDue = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, work: () => void) {
    this.#clock = clock;
    this.#work = work;
  }

  /** Something has come in, for this many readers. */
  request(readers: number): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const pause = Math.min(LONGEST_MS, readers * MS_PER_READER);
    const wait = this.#lastAt + pause - this.#clock.now();
    if (wait > 0) this.#clock.after(wait, () => this.#go());
    else queueMicrotask(() => this.#go());
  }

  #go(): void {
    this.#isDue = false;
    this.#lastAt = this.#clock.now();
    this.#work();
  }
}

import type { Clock } from "./clock.ts";

/** Time that only a test moves. */
export class HandClock implements Clock {
  #now = 1_764_000_000_000;
  #timers = new Set<{ at: number; ring: () => void }>();

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, ring: () => void): () => void {
    const timer = { at: this.#now + ms, ring };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets `ms` pass; what is due rings in order, also what the ringing sets. */
  advance(ms: number) {
    const end = this.#now + ms;
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.at);
      timer.ring();
    }
    this.#now = end;
  }

  /** When the next timer is due, in ms from now; null when none is set. */
  get nextIn(): number | null {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next ? next.at - this.#now : null;
  }

  #next(end: number) {
    return [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

import type { Clock } from "#party/object/ports.ts";

type Timer = { at: number; run: () => void };

/** A clock that goes only when it is told to. */
export class HandClock implements Clock {
  #now: number;
  #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 10, 23)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  get hasTimers(): boolean {
    return this.#timers.size > 0;
  }

  /** As an object that dies takes its timers with it. */
  forget(): void {
    this.#timers.clear();
  }

  /** Lets `ms` pass, with everything that falls due on the way. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#timers]
        .filter(({ at }) => at <= until)
        .toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = until;
    await settled();
  }
}

/** When everything that only waits for promises has come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

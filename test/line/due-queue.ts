/** Does things at their time, and never one before another that was asked for earlier. */
export class DueQueue {
  readonly #waiting: { at: number; act: () => void }[] = [];
  #isArmed = false;

  /** `at` is in `performance.now()`'s time. What is due and has nobody before it is done at once. */
  push(at: number, act: () => void): void {
    this.#waiting.push({ at, act });
    if (!this.#isArmed) this.#work();
  }

  #work(): void {
    for (;;) {
      const next = this.#waiting[0];
      if (!next) break;
      const wait = next.at - performance.now();
      if (wait > 0) return this.#arm(wait);
      this.#waiting.shift();
      next.act();
    }
  }

  #arm(wait: number): void {
    this.#isArmed = true;
    const go = () => {
      this.#isArmed = false;
      this.#work();
    };
    // What is still under way must not keep a test process alive that is done.
    setTimeout(go, wait).unref();
  }
}

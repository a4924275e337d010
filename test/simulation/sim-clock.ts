type Timer = { at: number; nth: number; run: () => void; isOff: boolean };

/** The world's time. It stands still while anything happens, and jumps from one thing that is due to the next. */
export class SimClock {
  #now = Date.UTC(2026, 10, 23);
  readonly #startedAt = this.#now;
  #made = 0;
  /** A binary heap, the earliest first; of two that are due together, the one that was set first. */
  readonly #heap: Timer[] = [];

  readonly now = (): number => this.#now;

  /** ms since this world began. */
  get age(): number {
    return this.#now - this.#startedAt;
  }

  /** Runs once in `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void {
    const timer = {
      at: this.#now + Math.max(0, Math.round(ms)),
      nth: this.#made,
      run,
      isOff: false,
    };
    this.#made += 1;
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
    return () => {
      timer.isOff = true;
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Lets the next thing happen that is due by `until`. False when there is none; then it is `until`. */
  step(until: number): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.at > until) break;
      this.#takeFirst();
      if (!next.isOff) {
        this.#now = next.at;
        next.run();

        return true;
      }
    }
    this.#now = Math.max(this.#now, until);
    return false;
  }

  #takeFirst() {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number) {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isEarlier(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(start: number) {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let first = at;
      if (this.#isEarlier(left, first)) first = left;
      if (this.#isEarlier(right, first)) first = right;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.nth < other.nth);
  }

  #swap(a: number, b: number) {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}

/** When everything that only waits for promises has come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    // Runs once no microtask is left, and costs a hundredth of a turn of the event loop.
    process.nextTick(resolve);
  });
}

export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

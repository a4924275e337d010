import type { Clock, KeyRange, Storage, Write } from "./ports.ts";

/** A host gives an object one alarm. Each part that needs one has a wish of its own here; the earliest is set. */
export class Alarms {
  readonly #storage: Storage;
  readonly #clock: Pick<Clock, "now">;
  readonly #wishes = new Map<string, number>();
  #set: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(storage: Storage, clock: Pick<Clock, "now">) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Wakes the object at about this time (ms since epoch) for `part`; null: not for that. */
  wish(part: string, at: number | null): void {
    this.#followClock();
    if (at === null) this.#wishes.delete(part);
    else this.#wishes.set(part, at);
    this.#setEarliest();
  }

  /** What was wished for by a clock that was set back since comes as much earlier: a host waits for the time that it was told. */
  #followClock(): void {
    const now = this.#clock.now();
    const setBackBy = this.#lookedAt - now;
    this.#lookedAt = now;
    if (setBackBy <= 0) return;
    for (const [part, at] of this.#wishes) this.#wishes.set(part, at - setBackBy);
  }

  #setEarliest(): void {
    const [earliest = null] = [...this.#wishes.values()].toSorted((a, b) => a - b);
    if (earliest === this.#set) return;
    this.#set = earliest;
    this.#storage.wakeAt(earliest);
  }

  isWished(part: string): boolean {
    return this.#wishes.has(part);
  }

  /** The alarm went off, so none is set. Gives whose it was; after a sleep nobody has wished yet, and it is everyone's. */
  wentOff(now: number): (part: string) => boolean {
    this.#set = null;
    const isDue = (part: string) => (this.#wishes.get(part) ?? Number.POSITIVE_INFINITY) <= now;
    const isAnyones = [...this.#wishes.keys()].some(isDue);
    const due = new Set([...this.#wishes.keys()].filter(isDue));
    for (const part of due) this.#wishes.delete(part);
    // Whose time has not come waits on.
    this.#setEarliest();
    return (part) => !isAnyones || due.has(part);
  }

  /** The object's storage, whose alarm is this part's. */
  storageFor(part: string): Storage {
    const storage = this.#storage;
    return {
      get: (key: string) => storage.get(key),
      list: (range: KeyRange) => storage.list(range),
      commit: (write: Write) => storage.commit(write),
      flushed: () => storage.flushed(),
      wakeAt: (at) => this.wish(part, at),
    };
  }
}

import type { KeyRange, Storage, Write } from "./ports.ts";

/** A host gives an object one alarm. Each part that needs one has a wish of its own here; the earliest is set. */
export class Alarms {
  readonly #storage: Storage;
  readonly #wishes = new Map<string, number>();
  #set: number | null = null;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Wakes the object at about this time (ms since epoch) for `part`; null: not for that. */
  wish(part: string, at: number | null): void {
    if (at === null) this.#wishes.delete(part);
    else this.#wishes.set(part, at);
    this.#setEarliest();
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

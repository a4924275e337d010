import type { NoteStorage } from "./unsent-notes.ts";

/** A browser's `localStorage` by hand, with room for `capacity` keys. */
export class MemoryNoteStorage implements NoteStorage {
  readonly #values = new Map<string, string>();
  readonly #capacity: number;
  isForbidden = false;

  constructor(capacity = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#open().size;
  }

  key(index: number): string | null {
    return [...this.#open().keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#open().get(key) ?? null;
  }

  setItem(key: string, value: string) {
    const values = this.#open();
    if (!values.has(key) && values.size >= this.#capacity) throw new Error("QuotaExceededError");
    values.set(key, value);
  }

  removeItem(key: string) {
    this.#open().delete(key);
  }

  #open(): Map<string, string> {
    if (this.isForbidden) throw new Error("SecurityError");
    return this.#values;
  }
}

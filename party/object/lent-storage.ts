import type { KeyRange, Storage, Write } from "./ports.ts";

/** Storage as a room has it until it gives up. What that room still has under way must not reach the next one's rows. */
export class LentStorage<Row extends string | Uint8Array = string> implements Storage<Row> {
  readonly #storage: Storage<Row>;
  #isTakenBack = false;

  constructor(storage: Storage<Row>) {
    this.#storage = storage;
  }

  takeBack(): void {
    this.#isTakenBack = true;
  }

  get(key: string): Promise<Row | undefined> {
    return this.#storage.get(key);
  }

  list(range: KeyRange): Promise<Map<string, Row>> {
    return this.#storage.list(range);
  }

  /** @throws Error, as a rejection, when the storage was taken back. */
  commit(write: Write<Row>): Promise<void> {
    if (this.#isTakenBack) return Promise.reject(new Error("this room has given up"));
    return this.#storage.commit(write);
  }

  flushed(): Promise<void> {
    return this.#storage.flushed();
  }

  wakeAt(at: number | null): void {
    if (!this.#isTakenBack) this.#storage.wakeAt(at);
  }
}

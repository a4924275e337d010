import type { KeyRange, Storage, Write } from "#party/object/ports.ts";
import { checkSizes } from "#party/object/row-sizes.ts";

/** Storage that outlives the room it is lent to: waking a second room on it is what sleep and restart are. */
export class MemoryStorage<Row extends string | Uint8Array = string> implements Storage<Row> {
  readonly rows = new Map<string, Row>();
  alarmAt: number | null = null;
  commits = 0;
  /** When set, the next commit fails with it and writes nothing. */
  failure: Error | null = null;

  get(key: string): Promise<Row | undefined> {
    return Promise.resolve(this.rows.get(key));
  }

  list({ start, end, limit, reverse }: KeyRange): Promise<Map<string, Row>> {
    const rows = [...this.rows].filter(([key]) => key >= start && key < end);
    rows.sort(([a], [b]) => (a < b ? -1 : 1));
    if (reverse) rows.reverse();
    return Promise.resolve(new Map(rows.slice(0, limit)));
  }

  commit(write: Write<Row>): Promise<void> {
    if (this.failure) {
      const { failure } = this;
      this.failure = null;
      return Promise.reject(failure);
    }
    checkSizes(write);
    const { put, remove = [] } = write;
    for (const [key, value] of put) this.rows.set(key, value);
    for (const key of remove) this.rows.delete(key);
    this.commits += 1;
    return Promise.resolve();
  }

  flushed(): Promise<void> {
    return Promise.resolve();
  }

  wakeAt(at: number | null): void {
    this.alarmAt = at;
  }
}

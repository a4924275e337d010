import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import type { NoticeRow } from "./notice-row.ts";

/** Of what is shown somewhere so much is remembered, to close it when it is read elsewhere. */
const MOST_SHOWN = 100;

/** What a person's browsers are to be told of, or show: by key, as it is stored. */
export class NoticeRows {
  readonly #storage: Storage;
  readonly #rows: Map<string, NoticeRow>;

  private constructor(storage: Storage, rows: Map<string, NoticeRow>) {
    this.#storage = storage;
    this.#rows = rows;
  }

  static async open(storage: Storage): Promise<NoticeRows> {
    const rows = await readAll(storage, "n:");
    const known = rows.map(([key, row]) => [key, parseRow<NoticeRow>(row)] as const);
    return new NoticeRows(storage, new Map(known));
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  all(): [string, NoticeRow][] {
    return [...this.#rows];
  }

  get(key: string): NoticeRow | undefined {
    return this.#rows.get(key);
  }

  /** They were stored with the change that made them due. */
  stored(rows: readonly [string, string][]): void {
    for (const [key, row] of rows) this.#rows.set(key, parseRow<NoticeRow>(row));
  }

  /** All of them are gone, from storage too. */
  erased(): void {
    this.#rows.clear();
  }

  async replace(key: string, was: NoticeRow, row: NoticeRow): Promise<void> {
    // It may have been dropped while it was sent, or something else be due in its place.
    if (this.#rows.get(key) !== was) return;
    this.#rows.set(key, row);
    await this.#storage.commit({ put: new Map([[key, JSON.stringify(row)]]) });
  }

  async dropStill(key: string, row: NoticeRow): Promise<void> {
    if (this.#rows.get(key) === row) await this.drop([key]);
  }

  async drop(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    for (const key of keys) this.#rows.delete(key);
    await this.#storage.commit({ put: new Map(), remove: [...keys] });
  }

  dropSurplus(): Promise<void> {
    const shown = [...this.#rows].filter(([, { due }]) => due === null);
    const oldest = shown.toSorted(([, a], [, b]) => a.at - b.at);
    const surplus = oldest.slice(0, Math.max(0, shown.length - MOST_SHOWN));
    return this.drop(surplus.map(([key]) => key));
  }
}

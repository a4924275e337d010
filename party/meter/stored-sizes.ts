import type { Storage } from "../object/ports.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Party } from "./series.ts";

/** What the objects of a party take on disks, in bytes, and of how many that is known. */
export type Stored = { bytes: number; objects: number };
export type StoredByParty = Record<Party, Stored>;

/** A row each, by the first two letters of an object's seal: 4,096 of them, so that one of sixty thousand objects rewrites fifteen. */
const PREFIX = "b:";
const LETTERS = 2;
const MOST_ROWS = 4_096;
/** Of one row, so that it stays below what a row may hold; that is eight million objects. */
const MOST_IN_A_ROW = 2_000;

type Size = [party: Party, bytes: number];

/** How large each object's storage was when it last said so: for good, because most of them sleep (decision 0059). */
export class StoredSizes {
  readonly #rows = new Map<string, Map<string, Size>>();
  readonly #changed = new Set<string>();
  readonly #sums = noneStored();

  static async open(storage: Storage): Promise<StoredSizes> {
    const sizes = new StoredSizes();
    const rows = await storage.list({ start: PREFIX, end: "b;", limit: MOST_ROWS });
    for (const [key, text] of rows) {
      const row = new Map(Object.entries(parseRow<Record<string, Size>>(text)));
      sizes.#rows.set(key, row);
      for (const [party, bytes] of row.values()) sizes.#add(party, bytes, 1);
    }
    return sizes;
  }

  /** `bytes`: null where the host does not tell; then nothing is known of this object. */
  note(object: string, party: Party, bytes: number | null): void {
    if (bytes === null) return;
    const key = PREFIX + object.slice(0, LETTERS);
    const row = this.#rows.get(key) ?? new Map<string, Size>();
    const before = row.get(object)?.[1];
    const isFull = before === undefined && row.size >= MOST_IN_A_ROW;
    if (before === bytes || isFull) return;
    this.#rows.set(key, row);
    row.set(object, [party, bytes]);
    this.#add(party, bytes - (before ?? 0), before === undefined ? 1 : 0);
    this.#changed.add(key);
  }

  sums(): StoredByParty {
    return structuredClone(this.#sums);
  }

  /** What has changed since this was last asked, to be stored. */
  takeRows(): [string, string][] {
    const keys = [...this.#changed];
    this.#changed.clear();
    return keys.map((key) => [key, JSON.stringify(Object.fromEntries(this.#rows.get(key) ?? []))]);
  }

  #add(party: Party, bytes: number, objects: number): void {
    this.#sums[party].bytes += bytes;
    this.#sums[party].objects += objects;
  }
}

export function noneStored(): StoredByParty {
  const none = () => ({ bytes: 0, objects: 0 });
  return { room: none(), inbox: none(), note: none(), worker: none() };
}

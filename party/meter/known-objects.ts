import type { Storage } from "../object/ports.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Delta, Facts } from "./delta.ts";
import type { Party } from "./series.ts";

/** How an object was when it last handed over, and which handover that was. */
export type Known = Omit<Facts, "storedBytes"> & {
  party: Party;
  life: number;
  n: number;
  at: number;
};

/** Ten minutes: whoever has a socket open hands over every four (handover.ts), and retries end after five. */
const FORGOTTEN_AFTER_MS = 600_000;
/** A row each, by the first letter of an object's seal: 64 of them, so that a handover rewrites a sixty-fourth. */
const PREFIX = "o:";
/** Of one row: with what each takes it stays below what a row may hold. The oldest are forgotten first. */
const MOST_IN_A_ROW = 600;

/** Who has handed over within the last minutes: so that nothing counts twice, and for what is true at a moment, such as how many sockets are open. */
export class KnownObjects {
  readonly #rows = new Map<string, Map<string, Known>>();
  readonly #changed = new Set<string>();

  static async open(storage: Storage): Promise<KnownObjects> {
    const known = new KnownObjects();
    const rows = await storage.list({ start: PREFIX, end: "o;", limit: 128 });
    for (const [key, text] of rows)
      known.#rows.set(key, new Map(Object.entries(parseRow<Record<string, Known>>(text))));
    return known;
  }

  /** False where this handover, or a later one of its object, has been here before. */
  note({ object, party, life, n, facts }: Delta, now: number): boolean {
    const key = PREFIX + object.slice(0, 1);
    const row = this.#rows.get(key) ?? new Map<string, Known>();
    this.#rows.set(key, row);
    const before = row.get(object);
    const isOld = before && (life < before.life || (life === before.life && n <= before.n));
    if (isOld) return false;
    // Again at the end, so that the first is the oldest.
    row.delete(object);
    const { storedBytes: _, ...rest } = facts;
    row.set(object, { ...rest, party, life, n, at: now });
    const [oldest] = row.keys();
    if (row.size > MOST_IN_A_ROW && oldest !== undefined) row.delete(oldest);
    this.#changed.add(key);
    return true;
  }

  /** Those that are remembered at `now`. */
  all(now: number): Known[] {
    return [...this.#rows.values()]
      .flatMap((row) => [...row.values()])
      .filter(({ at }) => now - at < FORGOTTEN_AFTER_MS);
  }

  /** What has changed since this was last asked, to be stored. */
  takeRows(now: number): [string, string][] {
    const keys = [...this.#changed];
    this.#changed.clear();
    return keys.map((key) => {
      const row = this.#rows.get(key) ?? new Map<string, Known>();
      for (const [object, { at }] of row) if (now - at >= FORGOTTEN_AFTER_MS) row.delete(object);
      return [key, JSON.stringify(Object.fromEntries(row))];
    });
  }
}

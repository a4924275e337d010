import { timeOfId, type CommandId, type PersonId } from "#protocol/ids.ts";
import { MAX_IMPORT_ENTRIES, REMEMBER_IDS_MS } from "#protocol/limits.ts";
import { endOf, pad } from "../object/keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";

export type Accepted = { by: PersonId; id: CommandId; seq: number };

const PAGE = 128;
/** About 100 bytes each, which keeps a row under MAX_VALUE_BYTES. */
const IDS_PER_ROW = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Buckets in memory; more are let go and read again when asked for. */
const MAX_BUCKETS = 1_000;

/** Which kind of id: those of live commands are forgotten after 8 days, those of imports never. */
export type IdKind = "live" | "imported";
const SHELF = {
  live: { prefix: "i:", span: MINUTE_MS },
  imported: { prefix: "x:", span: HOUR_MS },
} as const;

/**
 * Which ids a room has accepted, and as which event (contract C1). An id carries its own time, so ids are kept in
 * rows by that time: a group of commands costs one row more, and a lookup reads one short range.
 */
export class IdMemory {
  readonly #storage: Storage;
  readonly #buckets = new Map<string, Map<string, number>>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Reads what is needed to answer `find` for these ids. The only step that may wait, and only for storage. */
  async recall(kind: IdKind, ids: readonly CommandId[]): Promise<void> {
    if (this.#buckets.size > MAX_BUCKETS + MAX_IMPORT_ENTRIES) this.#buckets.clear();
    const missing = new Set(
      ids.map((id) => bucketOf(kind, id)).filter((key) => !this.#buckets.has(key)),
    );
    for (const key of missing) {
      this.#buckets.set(key, await this.#readBucket(key));
    }
  }

  /** The number of the event that this author's id became. @throws when the id was not recalled before. */
  find(kind: IdKind, by: PersonId, id: CommandId): number | undefined {
    return this.#bucket(kind, id).get(nameOf(by, id));
  }

  /** Remembers ids from now on, and gives the rows that must be stored together with their events. */
  note(kind: IdKind, written: readonly Accepted[]): Map<string, string> {
    const byBucket = new Map<string, Accepted[]>();
    for (const each of written) {
      const key = bucketOf(kind, each.id);
      byBucket.set(key, byBucket.get(key) ?? []);
      byBucket.get(key)?.push(each);
    }
    const rows = new Map<string, string>();
    for (const [bucket, ids] of byBucket) {
      for (const { by, id, seq } of ids) this.#bucket(kind, id).set(nameOf(by, id), seq);
      for (let from = 0; from < ids.length; from += IDS_PER_ROW) {
        const row = ids.slice(from, from + IDS_PER_ROW);
        rows.set(`${bucket}${pad(row[0]?.seq ?? 0)}`, toRow(row));
      }
    }
    return rows;
  }

  /** Removes rows whose ids are too old to be accepted again, at most a page of them. */
  async forgetOld(now: number): Promise<void> {
    const { prefix, span } = SHELF.live;
    const end = `${prefix}${pad(Math.floor((now - REMEMBER_IDS_MS) / span))}`;
    const remove = [...(await this.#storage.list({ start: prefix, end, limit: PAGE })).keys()];
    if (remove.length > 0) await this.#storage.commit({ put: new Map(), remove });
  }

  #bucket(kind: IdKind, id: CommandId): Map<string, number> {
    const bucket = this.#buckets.get(bucketOf(kind, id));
    if (!bucket) throw new RangeError("this id was not recalled");
    return bucket;
  }

  async #readBucket(key: string): Promise<Map<string, number>> {
    const bucket = new Map<string, number>();
    let start = key;
    for (;;) {
      const rows = await this.#storage.list({ start, end: endOf(key), limit: PAGE });
      for (const [row, names] of rows) {
        for (const [name, seq] of Object.entries(parseRow<Record<string, number>>(names))) {
          bucket.set(name, seq);
        }
        start = `${row}\u0000`;
      }
      if (rows.size < PAGE) return bucket;
    }
  }
}

/**
 * The text of `{ [name]: seq }`, without the object: an engine keeps a shape for every new set of names, and here each name is new,
 * so it would look through more and more of them for each message (docs/decisions/0024).
 */
function toRow(ids: readonly Accepted[]): string {
  return `{${ids.map(({ by, id, seq }) => `${JSON.stringify(nameOf(by, id))}:${seq}`).join(",")}}`;
}

function bucketOf(kind: IdKind, id: CommandId): string {
  const { prefix, span } = SHELF[kind];
  return `${prefix}${pad(Math.floor(timeOfId(id) / span))}:`;
}

function nameOf(by: PersonId, id: CommandId): string {
  return `${by} ${id}`;
}

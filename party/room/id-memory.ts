import { timeOfId, type CommandId, type PersonId } from "#protocol/ids.ts";
import { REMEMBER_IDS_MS } from "#protocol/limits.ts";
import { endOf, pad } from "../object/keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";

export type Accepted = { by: PersonId; id: CommandId; seq: number };

const PAGE = 128;
/** About 100 bytes each, which keeps a row under MAX_VALUE_BYTES. */
const IDS_PER_ROW = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Ids in memory that nothing has asked about for a while; more are let go, and read again when somebody asks. A repeat comes soon, if at all. */
const KEPT_IDS = 200;
/** A busy room asks for the same minute or two with every batch, and must not read them anew each time. */
const IN_USE_MS = 2 * MINUTE_MS;
/** Whoever asks for one old minute after the other makes a room hold no more than this: about 35 MB. */
const MOST_IDS = 200_000;

type Bucket = { seqs: Map<string, number>; askedAt: number };

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
  /** The one that was asked for last comes last. */
  readonly #buckets = new Map<string, Bucket>();
  /** Ids in all of them. */
  #held = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Reads what is needed to answer `find` for these ids, until the next recall. The only step that may wait, and only for storage. */
  async recall(asked: Readonly<Record<IdKind, readonly CommandId[]>>, now: number): Promise<void> {
    const wanted = new Set([
      ...asked.live.map((id) => bucketOf("live", id)),
      ...asked.imported.map((id) => bucketOf("imported", id)),
    ]);
    for (const key of wanted) {
      const known = this.#buckets.get(key)?.seqs;
      const seqs = known ?? (await this.#readBucket(key));
      if (!known) this.#held += seqs.size;
      this.#buckets.delete(key);
      this.#buckets.set(key, { seqs, askedAt: now });
    }
    this.#letGo(wanted, now);
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
    this.#held += written.length;
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

  #letGo(wanted: ReadonlySet<string>, now: number): void {
    for (const [key, { seqs, askedAt }] of this.#buckets) {
      const isInUse = askedAt > now - IN_USE_MS && this.#held <= MOST_IDS;
      if (this.#held <= KEPT_IDS || isInUse || wanted.has(key)) return;
      this.#buckets.delete(key);
      this.#held -= seqs.size;
    }
  }

  #bucket(kind: IdKind, id: CommandId): Map<string, number> {
    const bucket = this.#buckets.get(bucketOf(kind, id));
    if (!bucket) throw new RangeError("this id was not recalled");
    return bucket.seqs;
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

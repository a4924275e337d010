import type { PersonId } from "#protocol/ids.ts";
import { ContentFormat, ContentString, getState, Item, type Doc, type ID } from "yjs";
import type { Storage } from "../object/ports.ts";
import type { Authors } from "./authors.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { inParts, readParts } from "./parts.ts";
import { cut, RemovedWords, removedWords, type Removed } from "./removed-words.ts";
import type { Change } from "./vet-update.ts";

/** So many stretches are remembered: the newest. */
const MOST_STRETCHES = 10_000;

/** Characters from `clock` on under a client id that are not first written by whose it is. */
export type Stretch = { client: number; clock: number; length: number; by: PersonId };
/** Words that are new, and what they were put before. */
type Written = { client: number; clock: number; text: string; before: ID | null };
type Kept = { stretches: Stretch[]; removed: readonly Removed[] };

/**
 * Who wrote first what others have brought back. Yjs gives what an undo brings back, or an editor moves, to whoever has done that; a note
 * remembers the words that go, and whose they were, and knows them when they come again. It is asked before each change, and again when
 * the changes are read from storage, so it needs no write of its own.
 */
export class Origins {
  readonly #authors: Authors;
  readonly #removed: RemovedWords;
  /** By client id, each by its clock. */
  readonly #stretches = new Map<number, Stretch[]>();
  #count = 0;

  private constructor(authors: Authors, { stretches, removed }: Kept) {
    this.#authors = authors;
    this.#removed = new RemovedWords(removed);
    for (const stretch of stretches) this.#add(stretch);
  }

  static async open(rows: Storage<Uint8Array>, authors: Authors): Promise<Origins> {
    const row = await rows.get(NOTE_KEY.origins);
    const { parts } = row ? readJsonRow<{ parts: number }>(row) : { parts: 0 };
    const kept = parts > 0 ? await readParts(rows, NOTE_KEY.originParts, parts) : null;
    return new Origins(authors, kept ? readJsonRow<Kept>(kept) : { stretches: [], removed: [] });
  }

  /** All that is known, by whose it is: client id, clock and length, one after the other. */
  all(): [PersonId, number[]][] {
    const people = new Map<PersonId, number[]>();
    for (const { client, clock, length, by } of this.#all())
      people.set(by, [...(people.get(by) ?? []), client, clock, length]);
    return [...people];
  }

  /** This change of somebody's comes next. */
  before(document: Doc, { deletions, structs }: Change, by: PersonId): void {
    if (deletions.clients.size > 0)
      this.#removed.add(
        removedWords(document, deletions, (client, clock, length) =>
          this.#whose(client, clock, length),
        ).filter((removed) => removed.length > 0),
      );
    if (this.#removed.all.length === 0) return;
    const runs = runsIn(document, structs);
    if (runs.length === 0) return;
    const find = this.#removed.search();
    for (const run of runs) {
      const whole = find(run.map(({ text }) => text).join(""), run[0]?.before ?? null);
      let at = 0;
      for (const words of run) {
        const { length } = words.text;
        this.#learn(words, whole ? cut(whole, at, length) : find(words.text, words.before), by);
        at += length;
      }
    }
  }

  #learn({ client, clock }: Written, found: Removed | null, by: PersonId): void {
    let at = clock;
    for (const piece of found ?? []) {
      const { length } = piece.text;
      if (piece.by !== by) this.#add({ client, clock: at, length, by: piece.by });
      at += length;
    }
  }

  /** What has to be there when the changes are put together, which tell all this until then. */
  rows(): Map<string, Uint8Array> {
    const stretches = this.#all().slice(-MOST_STRETCHES);
    const kept: Kept = { stretches, removed: this.#removed.all };
    if (stretches.length === 0 && kept.removed.length === 0) return new Map();
    const parts = inParts(writeJsonRow(kept), NOTE_KEY.originPart);
    return new Map([...parts, [NOTE_KEY.origins, writeJsonRow({ parts: parts.size })]]);
  }

  #whose(client: number, clock: number, length: number): { length: number; by: PersonId }[] {
    const owner = this.#authors.of(client);
    if (!owner) return [];
    const found: { length: number; by: PersonId }[] = [];
    let at = clock;
    const end = clock + length;
    for (const stretch of this.#stretches.get(client) ?? []) {
      const from = Math.max(at, stretch.clock);
      const to = Math.min(end, stretch.clock + stretch.length);
      if (from >= to) continue;
      if (from > at) found.push({ length: from - at, by: owner });
      found.push({ length: to - from, by: stretch.by });
      at = to;
    }
    if (at < end) found.push({ length: end - at, by: owner });
    return found;
  }

  #add(stretch: Stretch): void {
    const before = this.#stretches.get(stretch.client);
    if (before) before.push(stretch);
    else this.#stretches.set(stretch.client, [stretch]);
    this.#count += 1;
    if (this.#count > 2 * MOST_STRETCHES) this.#forget();
  }

  /** Those of the client ids that have been there longest. */
  #forget(): void {
    for (const [client, stretches] of this.#stretches) {
      if (this.#count <= MOST_STRETCHES) return;
      this.#stretches.delete(client);
      this.#count -= stretches.length;
    }
  }

  #all(): Stretch[] {
    return [...this.#stretches.values()].flat();
  }
}

/** What is new in a change and was written in one go: an undo puts what stood together there part by part, with its marks between. */
function runsIn({ store }: Doc, structs: Change["structs"]): Written[][] {
  const runs: Written[][] = [];
  let next: { client: number; clock: number } | null = null;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const content = struct instanceof Item ? struct.content : null;
    const isMark = content instanceof ContentFormat;
    const follows = next?.client === client && next.clock === clock;
    next =
      isMark || content instanceof ContentString ? { client, clock: clock + struct.length } : null;
    if (!(struct instanceof Item) || !(content instanceof ContentString)) continue;
    // Told again.
    if (clock < getState(store, client)) continue;
    const words = { client, clock, text: content.str, before: struct.rightOrigin };
    if (follows && runs.length > 0) runs.at(-1)?.push(words);
    else runs.push([words]);
  }
  return runs;
}

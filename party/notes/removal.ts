import type { PersonId } from "#protocol/ids.ts";
import { MUCH_REMOVED, REMOVAL_MS, SOME_REMOVED } from "#protocol/notes/limits.ts";
import { decodeStateVector, encodeStateVector, type Doc } from "yjs";
import { charactersIn, removedBy, type Reach } from "./removed.ts";
import { grown, NOTHING_NEW, type Stretch } from "./stretch.ts";
import type { Deletions } from "./vet-update.ts";

/**
 * What is taken out of a note within a short time, in one change or letter by letter. Only what stood there when it began counts, so
 * whoever mends what they have just written removes nothing.
 */
export class Removal {
  /** What had happened since the last version when it began, and what has happened since it began. */
  readonly before: Stretch;
  after: Stretch;
  /** Whose change has made it much. */
  by: PersonId | null = null;
  /** The document as it was before, if that cannot be read from the changes any more. */
  state: Uint8Array | null = null;
  readonly since: number;
  readonly #then: Reach;
  #removed = 0;

  constructor(document: Doc, before: Stretch, now: number) {
    this.before = before;
    this.after = { ...NOTHING_NEW, upTo: before.upTo };
    this.since = now;
    this.#then = decodeStateVector(encodeStateVector(document));
  }

  isOver(now: number): boolean {
    return this.by === null && now - this.since >= REMOVAL_MS;
  }

  /** A change comes next. */
  grow(document: Doc, by: PersonId, deletions: Deletions): void {
    if (this.by !== null) return;
    const next = removedBy(document, deletions, this.#then);
    if (next === 0) return;
    const removed = this.#removed + next;
    if (removed >= MUCH_REMOVED || this.#isHalf(document, removed)) this.by = by;
    this.#removed = removed;
  }

  #isHalf(document: Doc, removed: number): boolean {
    return removed >= SOME_REMOVED && removed * 2 >= charactersIn(document) + this.#removed;
  }

  /** That change, or another, was stored. */
  changed(by: PersonId, at: number, number: number): void {
    this.after = grown(this.after, by, at, number);
  }
}

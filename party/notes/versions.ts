import type { PersonId } from "#protocol/ids.ts";
import { MAX_KEPT_VERSIONS, MAX_KEPT_VERSIONS_BYTES } from "#protocol/notes/limits.ts";
import { endOf } from "../object/keys.ts";
import type { Storage } from "../object/ports.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { inParts, readParts } from "./parts.ts";
import { superfluous } from "./thin-versions.ts";

const ROWS_AT_ONCE = 128;

/**
 * A version as it is stored. `at`: when the last change in it was made (ms since epoch); `people`: who has written since the version before;
 * `upTo`: the last change in it; `isKept`: something leads to it, so it is never let go; `removedBy`: kept because they took much out then.
 */
export type StoredVersion = {
  id: number;
  at: number;
  people: readonly PersonId[];
  isKept: boolean;
  upTo: number;
  removedBy?: PersonId | undefined;
  parts: number;
  bytes: number;
};

export type NewVersion = Omit<StoredVersion, "id" | "parts" | "bytes"> & { state: Uint8Array };

/** What a note was at times, each as a whole. */
export class Versions {
  readonly #rows: Storage<Uint8Array>;
  /** The oldest first. */
  #all: StoredVersion[] = [];

  private constructor(rows: Storage<Uint8Array>) {
    this.#rows = rows;
  }

  static async open(rows: Storage<Uint8Array>): Promise<Versions> {
    const versions = new Versions(rows);
    let start = "v:";
    for (;;) {
      const page = await rows.list({ start, end: endOf("v:"), limit: ROWS_AT_ONCE });
      for (const [key, row] of page) {
        versions.#all.push(readJsonRow<StoredVersion>(row));
        start = `${key}\u0000`;
      }
      if (page.size < ROWS_AT_ONCE) return versions;
    }
  }

  all(): readonly StoredVersion[] {
    return this.#all;
  }

  get newest(): StoredVersion | undefined {
    return this.#all.at(-1);
  }

  /** Puts one more on the shelf, with what else has to be there when it is, and lets go what is too much then. */
  async add(
    { state, ...version }: NewVersion,
    beside: ReadonlyMap<string, Uint8Array>,
    now: number,
  ): Promise<StoredVersion> {
    const id = (this.newest?.id ?? 0) + 1;
    const parts = inParts(state, (part) => NOTE_KEY.versionPart(id, part));
    // Parts that nothing speaks of are nothing: the next version has the same id, and writes over them.
    await this.#rows.commit({ put: parts });
    const stored = { ...version, id, parts: parts.size, bytes: state.length };
    const put = new Map([...beside, [NOTE_KEY.version(id), writeJsonRow(stored)]]);
    await this.#rows.commit({ put });
    this.#all.push(stored);
    for (const old of superfluous(this.#all, now)) await this.#letGo(old);
    return stored;
  }

  /** From now on something leads to it. */
  async hold(version: StoredVersion): Promise<void> {
    const held = { ...version, isKept: true };
    await this.#rows.commit({ put: new Map([[NOTE_KEY.version(version.id), writeJsonRow(held)]]) });
    this.#all = this.#all.map((each) => (each.id === version.id ? held : each));
  }

  /** Whether no more can be held on to, when one of so many bytes is to be. */
  isFull(bytes: number): boolean {
    const kept = this.#all.filter(({ isKept }) => isKept);
    const taken = kept.reduce((sum, version) => sum + version.bytes, 0);
    return kept.length >= MAX_KEPT_VERSIONS || taken + bytes > MAX_KEPT_VERSIONS_BYTES;
  }

  find(id: number): StoredVersion | undefined {
    return this.#all.find((version) => version.id === id);
  }

  /** What the document was, as one change of Yjs's. */
  read({ id, parts }: StoredVersion): Promise<Uint8Array> {
    return readParts(this.#rows, NOTE_KEY.versionParts(id), parts);
  }

  /** In one write: no version must be left without its parts, nor parts without their version. */
  async #letGo({ id, parts }: StoredVersion): Promise<void> {
    const keys = Array.from({ length: parts }, (_, part) => NOTE_KEY.versionPart(id, part));
    await this.#rows.commit({ put: new Map(), remove: [NOTE_KEY.version(id), ...keys] });
    this.#all = this.#all.filter((version) => version.id !== id);
  }
}

import { MUCH_REMOVED, VERSIONS_APART_MS } from "#protocol/notes/limits.ts";
import { readJsonRow } from "#party/notes/json-row.ts";
import { NOTE_KEY } from "#party/notes/keys.ts";
import type { StoredUpdate } from "#party/notes/update-row.ts";
import type { StoredVersion } from "#party/notes/versions.ts";
import * as Y from "yjs";
import { Violation } from "../violation.ts";

type Rows = ReadonlyMap<string, string | Uint8Array>;
/** One character. */
type Character = { client: number; clock: number };

/** A change is told a little after it was looked at. */
const SOME_MS = 10_000;

/** When each word of a note was written, and whether those that are taken out can be found. */
export class TakenOut {
  /** How far each client id had come, and when (ms since epoch). */
  readonly #written = new Map<number, { upTo: number; at: number }[]>();

  /** This change has become part of the document. */
  wrote(doc: Y.Doc, { update, at }: StoredUpdate): void {
    for (const client of new Set(Y.decodeUpdate(update).structs.map(({ id }) => id.client))) {
      const upTo = Y.getState(doc.store, client);
      this.#written.set(client, [...(this.#written.get(client) ?? []), { upTo, at }]);
    }
  }

  /**
   * This change is about to become part of the document: what stood for a minute and goes at once has to be in a version.
   * @throws Violation
   */
  look(doc: Y.Doc, { update, at }: StoredUpdate, rows: Rows): void {
    const old = removedFrom(doc, Y.decodeUpdate(update)).filter(
      (one) => at - this.#writtenAt(one) >= VERSIONS_APART_MS + SOME_MS,
    );
    if (old.length < MUCH_REMOVED) return;
    const versions = versionsIn(rows);
    for (const one of old)
      if (!versions.some((version) => has(version, one)))
        throw new Violation(
          "Much was taken out, and no version has it.",
          `${old.length} characters`,
        );
  }

  #writtenAt({ client, clock }: Character): number {
    const wrote = this.#written.get(client) ?? [];
    return wrote.find(({ upTo }) => clock < upTo)?.at ?? 0;
  }
}

/** The characters that a change takes away. What one item holds now may have been written at several times. */
function removedFrom({ store }: Y.Doc, { ds }: ReturnType<typeof Y.decodeUpdate>): Character[] {
  return [...ds.clients].flatMap(([client, ranges]) =>
    (store.clients.get(client) ?? []).flatMap((struct) => {
      const isWord = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
      if (!isWord || struct.deleted) return [];
      const { clock: first } = struct.id;
      return ranges.flatMap((range) => {
        const from = Math.max(first, range.clock);
        const to = Math.min(first + struct.length, range.clock + range.len);
        return Array.from({ length: Math.max(0, to - from) }, (_, i) => ({
          client,
          clock: from + i,
        }));
      });
    }),
  );
}

function has({ store }: Y.Doc, { client, clock }: Character): boolean {
  return clock < Y.getState(store, client) && !Y.getItem(store, Y.createID(client, clock)).deleted;
}

function versionsIn(rows: Rows): Y.Doc[] {
  return [...rows].flatMap(([key, row]) => {
    if (!key.startsWith("v:") || typeof row === "string") return [];
    const { id, parts } = readJsonRow<StoredVersion>(row);
    const bytes = Array.from({ length: parts }, (_, part) => {
      const found = rows.get(NOTE_KEY.versionPart(id, part));
      return found instanceof Uint8Array ? [...found] : [];
    });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, new Uint8Array(bytes.flat()));
    return [doc];
  });
}

import { readUpdateRow } from "#party/notes/update-row.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Write } from "#party/object/ports.ts";
import * as Y from "yjs";
import { Violation } from "../violation.ts";
import { TakenOut } from "./taken-out.ts";

/** All that has ever become durable of a note, as one document. */
export class Truth {
  readonly doc = new Y.Doc();
  /** Whose each client id is. */
  readonly #owners = new Map<number, PersonId>();
  readonly #takenOut = new TakenOut();
  changes = 0;

  /** `rows`: all that is durable now. @throws Violation when words went for good. */
  became(
    { put }: Write<string | Uint8Array>,
    rows: ReadonlyMap<string, string | Uint8Array>,
  ): void {
    for (const [key, row] of put) {
      if (!key.startsWith("u:") || typeof row === "string") continue;
      const stored = readUpdateRow(row);
      this.changes += 1;
      this.#takenOut.look(this.doc, stored, rows);
      Y.applyUpdate(this.doc, stored.update);
      for (const { id } of Y.decodeUpdate(stored.update).structs)
        this.#owners.set(id.client, this.#owners.get(id.client) ?? stored.by);
      this.#takenOut.wrote(this.doc, stored);
    }
  }

  /** The mentions that stand in it, and who has put each there. */
  mentions(): { id: string; person: string; by: PersonId | undefined }[] {
    const found: ReturnType<Truth["mentions"]> = [];
    for (const node of this.doc.getXmlFragment("note").createTreeWalker(() => true)) {
      if (!(node instanceof Y.XmlElement) || node.nodeName !== "mention") continue;
      // oxlint-disable-next-line no-underscore-dangle -- the library names it so
      const by = this.#owners.get(node._item?.id.client ?? 0);
      const [id, person] = [node.getAttribute("id"), node.getAttribute("person")];
      if (id !== undefined && person !== undefined) found.push({ id, person, by });
    }
    return found;
  }

  get text(): string {
    return textOf(this.doc);
  }

  /** @throws Violation when something of this is not durable. */
  expectHas(update: Uint8Array, otherwise: string): void {
    const { structs, ds } = Y.decodeUpdate(update);
    const { store } = this.doc;
    for (const { id, length } of structs)
      if (id.clock + length > Y.getState(store, id.client)) throw new Violation(otherwise);
    for (const [client, ranges] of ds.clients)
      for (const { clock, len } of ranges)
        for (let at = clock; at < clock + len; at += 1) {
          const isDeleted = at < Y.getState(store, client) && isGone(this.doc, client, at);
          if (!isDeleted) throw new Violation(otherwise);
        }
  }
}

/** All that people see of a document. */
export function textOf(doc: Y.Doc): string {
  // What a map holds has no order.
  const comments = [...doc.getMap("comments").entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return doc.getXmlFragment("note").toJSON() + JSON.stringify(comments);
}

function isGone(doc: Y.Doc, client: number, clock: number): boolean {
  return Y.getItem(doc.store, Y.createID(client, clock)).deleted;
}

import { PersonId } from "#protocol/ids.ts";
import * as v from "valibot";
import { endOf } from "../object/keys.ts";
import type { Storage } from "../object/ports.ts";
import { NOTE_KEY } from "./keys.ts";

/** Client ids in one row, and the bytes of each. */
const IDS_PER_ROW = 10_000;
const ID_BYTES = 4;
const ROWS_AT_ONCE = 128;
/** In memory only. */
const MAX_SHOWN = 100_000;

/**
 * Under which of Yjs's client ids each person has written. The first to write under an id has it for ever, so that who wrote what is never
 * what somebody says of themselves.
 */
export class Authors {
  readonly #owners = new Map<number, PersonId>();
  readonly #shown = new Map<number, PersonId>();
  readonly #ids = new Map<PersonId, number[]>();

  static async open(rows: Storage<Uint8Array>): Promise<Authors> {
    const authors = new Authors();
    let start = "a:";
    for (;;) {
      const page = await rows.list({ start, end: endOf("a:"), limit: ROWS_AT_ONCE });
      for (const [key, row] of page) {
        const [, person = ""] = key.split(":");
        authors.#add(v.parse(PersonId, person), readIds(row));
        start = `${key}\u0000`;
      }
      if (page.size < ROWS_AT_ONCE) return authors;
    }
  }

  /** Whose it is: of whoever has written under it, or else was shown under it since the note woke. */
  of(clientId: number): PersonId | undefined {
    return this.#owners.get(clientId) ?? this.#shown.get(clientId);
  }

  /** Others know this person by it now. Somebody who takes it while they are away must not be able to keep them from writing. */
  show(person: PersonId, clientId: number): void {
    if (this.#shown.size < MAX_SHOWN) this.#shown.set(clientId, person);
  }

  /** Everyone's client ids. */
  all(): [PersonId, readonly number[]][] {
    return [...this.#ids];
  }

  /** These are this person's from now on; the rows that say so. */
  bind(person: PersonId, clientIds: readonly number[]): Map<string, Uint8Array> {
    const news = clientIds.filter((id) => !this.#owners.has(id));
    const put = new Map<string, Uint8Array>();
    if (news.length === 0) return put;
    const first = this.#ids.get(person)?.length ?? 0;
    this.#add(person, news);
    const ids = this.#ids.get(person) ?? [];
    for (let page = Math.floor(first / IDS_PER_ROW); page * IDS_PER_ROW < ids.length; page += 1) {
      const row = ids.slice(page * IDS_PER_ROW, (page + 1) * IDS_PER_ROW);
      put.set(NOTE_KEY.author(person, page), writeIds(row));
    }
    return put;
  }

  #add(person: PersonId, ids: readonly number[]): void {
    this.#ids.set(person, [...(this.#ids.get(person) ?? []), ...ids]);
    for (const id of ids) this.#owners.set(id, person);
  }
}

function writeIds(ids: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(ids.length * ID_BYTES));
  ids.forEach((id, i) => view.setUint32(i * ID_BYTES, id));
  return new Uint8Array(view.buffer);
}

function readIds(row: Uint8Array): number[] {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  return Array.from({ length: row.byteLength / ID_BYTES }, (_, i) => view.getUint32(i * ID_BYTES));
}

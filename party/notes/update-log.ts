import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { endOf } from "../object/keys.ts";
import type { Storage } from "../object/ports.ts";
import { NOTE_KEY } from "./keys.ts";
import { inParts, readParts, removeRows } from "./parts.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { readUpdateRow, writeUpdateRow, type StoredUpdate } from "./update-row.ts";

/** So many changes, or so many bytes of them, and the document is kept as a whole in their place. */
const COMPACT_AT_ROWS = 200;
const COMPACT_AT_BYTES = 1024 * 1024;
const ROWS_AT_ONCE = 128;

/** `upTo`: the last change that is in it. */
type Whole = { generation: number; parts: number; bytes: number; upTo: number };
const NOTHING: Whole = { generation: 0, parts: 0, bytes: 0, upTo: 0 };
type Each = (stored: StoredUpdate, number: number, bytes: number) => void;

/**
 * The document as storage has it: the whole of it as it once was, and every change since, in order. A crash between any two writes leaves
 * what can be read: rows that a newer whole has in it already are passed over, and parts that no row speaks of are nothing.
 */
export class UpdateLog {
  readonly #rows: Storage<Uint8Array>;
  #whole = NOTHING;
  #head = 0;
  #bytes = 0;
  /** Rows that only a crash leaves. */
  #hasLeftovers = false;

  constructor(rows: Storage<Uint8Array>) {
    this.#rows = rows;
  }

  /** The number of the last change. */
  get head(): number {
    return this.#head;
  }

  /** At most so large is the whole document, in bytes. */
  get bytes(): number {
    return this.#whole.bytes + this.#bytes;
  }

  /** Whether that is what it comes to. */
  get isExact(): boolean {
    return this.#bytes === 0;
  }

  get isDue(): boolean {
    const rows = this.#head - this.#whole.upTo;
    return this.#hasLeftovers || rows >= COMPACT_AT_ROWS || this.#bytes >= COMPACT_AT_BYTES;
  }

  /**
   * Fills the document. Calls `each` with every change that is not part of the whole yet, and its number, and `before` when the document is
   * as it was when that came.
   */
  async load(
    document: Doc,
    each: (stored: StoredUpdate, number: number) => void,
    before: (stored: StoredUpdate) => void = () => undefined,
  ): Promise<void> {
    const row = await this.#rows.get(NOTE_KEY.state);
    this.#whole = row ? readJsonRow<Whole>(row) : NOTHING;
    const { upTo } = this.#whole;
    const counted: Each = (stored, number, bytes) => {
      this.#head = number;
      this.#bytes += bytes;
      each(stored, number);
    };
    await this.#fill(document, Number.POSITIVE_INFINITY, counted, before);
    this.#head = Math.max(this.#head, upTo);
    const first = await this.#rows.list({ start: "u:", end: endOf("u:"), limit: 1 });
    const isPassedOver = [...first.keys()].some((key) => key <= NOTE_KEY.update(upTo));
    this.#hasLeftovers = isPassedOver;
  }

  /** The document as it was right after the change of this number; null: that was put together with others since. */
  async stateAt(number: number): Promise<Uint8Array | null> {
    if (number < this.#whole.upTo) return null;
    const past = new Doc();
    await this.#fill(
      past,
      number,
      () => undefined,
      () => undefined,
    );
    return encodeStateAsUpdate(past);
  }

  async #fill(
    document: Doc,
    upTo: number,
    each: Each,
    before: (stored: StoredUpdate) => void,
  ): Promise<void> {
    const { generation, parts } = this.#whole;
    const whole = parts > 0 ? await readParts(this.#rows, NOTE_KEY.parts(generation), parts) : null;
    const updates = await this.#updatesUpTo(upTo, each);
    // In one go, because each change by itself would tidy the document up behind it.
    document.transact(() => {
      if (whole) applyUpdate(document, whole);
      for (const stored of updates) {
        before(stored);
        applyUpdate(document, stored.update);
      }
    });
  }

  async #updatesUpTo(last: number, each: Each): Promise<StoredUpdate[]> {
    const updates: StoredUpdate[] = [];
    let start = NOTE_KEY.update(this.#whole.upTo + 1);
    for (;;) {
      const page = await this.#rows.list({ start, end: endOf("u:"), limit: ROWS_AT_ONCE });
      for (const [key, row] of page) {
        if (numberOf(key) > last) return updates;
        const stored = readUpdateRow(row);
        each(stored, numberOf(key), row.byteLength);
        updates.push(stored);
        start = `${key}\u0000`;
      }
      if (page.size < ROWS_AT_ONCE) return updates;
    }
  }

  /** Stores changes, with what else has to be there when they are. The write is under way when this returns. */
  append(changes: readonly StoredUpdate[], beside: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const put = new Map(beside);
    for (const stored of changes) {
      const row = writeUpdateRow(stored);
      this.#head += 1;
      this.#bytes += row.byteLength;
      put.set(NOTE_KEY.update(this.#head), row);
    }
    return this.#rows.commit({ put });
  }

  /** Keeps the document as a whole, with what else has to be there then, in place of the changes that have led to it. */
  async compact(document: Doc, beside: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const { generation } = this.#whole;
    const state = encodeStateAsUpdate(document);
    const next = { generation: generation + 1, bytes: state.length, upTo: this.#head };
    const parts = inParts(state, (part) => NOTE_KEY.part(next.generation, part));
    await this.#rows.commit({ put: parts });
    const whole = { ...next, parts: parts.size };
    await this.#rows.commit({
      put: new Map([...beside, [NOTE_KEY.state, writeJsonRow(whole)]]),
    });
    this.#whole = whole;
    this.#bytes = 0;
    await removeRows(this.#rows, "u:", NOTE_KEY.update(whole.upTo + 1));
    await removeRows(this.#rows, "s:", NOTE_KEY.parts(whole.generation));
    this.#hasLeftovers = false;
  }
}

function numberOf(key: string): number {
  return Number(key.slice("u:".length));
}

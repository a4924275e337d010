import { endOf } from "../object/keys.ts";
import type { Storage } from "../object/ports.ts";

/** Of a document that is kept as a whole: what fits into a row, with room for its encoding (party/object/ports.ts). */
const PART_BYTES = 110_000;
/** The largest document has fewer; one call to storage takes no more. */
const PARTS_AT_ONCE = 128;

/** Rows that hold these bytes, by the key of each part. */
export function inParts(bytes: Uint8Array, key: (part: number) => string): Map<string, Uint8Array> {
  const rows = new Map<string, Uint8Array>();
  for (let part = 0; part === 0 || part * PART_BYTES < bytes.length; part += 1)
    rows.set(key(part), bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES));
  return rows;
}

/**
 * What the first `count` parts under this prefix hold together.
 * @throws RangeError when one of them is not there.
 */
export async function readParts(
  rows: Storage<Uint8Array>,
  prefix: string,
  count: number,
): Promise<Uint8Array> {
  const parts = await rows.list({
    start: prefix,
    end: endOf(prefix),
    limit: Math.min(count, PARTS_AT_ONCE),
  });
  if (parts.size !== count) throw new RangeError(`${prefix} has ${parts.size} of ${count} parts`);
  const whole = new Uint8Array([...parts.values()].reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts.values()) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Removes every row from `start` up to `end`, a page at a time: whatever is left is removed the next time. */
export async function removeRows(
  rows: Storage<Uint8Array>,
  start: string,
  end: string,
): Promise<void> {
  for (;;) {
    const page = await rows.list({ start, end, limit: PARTS_AT_ONCE });
    if (page.size > 0) await rows.commit({ put: new Map(), remove: [...page.keys()] });
    if (page.size < PARTS_AT_ONCE) return;
  }
}

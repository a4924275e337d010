const utf8 = new TextEncoder();
const text = new TextDecoder();

/** A note's rows are bytes; what is not part of a document is JSON in them. */
export function writeJsonRow(value: object): Uint8Array {
  return utf8.encode(JSON.stringify(value));
}

/** A row as this code wrote it, like parseRow (party/object/parse-row.ts). */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what it wrote
export function readJsonRow<T>(row: Uint8Array): T {
  return JSON.parse(text.decode(row));
}

import type { PersonId } from "#protocol/ids.ts";
import type { Rows } from "../timeline/rows.ts";
import { readersOf, standing, type Manner, type Reading } from "./readers.ts";

/** What stands at the end of a row. */
export type ReceiptMark = {
  seq: number;
  element: HTMLElement;
  /** Whose picture it is; in other manners nobody's. */
  faces: readonly PersonId[];
  readers: readonly PersonId[];
  /** Says the same as the next one, so it shows only where it is looked for. */
  isQuiet: boolean;
  /** The list's tab stop is in this row. */
  isReachable: boolean;
};

/** The marks of the rows that are on the page, from the first to the last. */
export function marksOn(
  list: HTMLElement,
  rows: Rows,
  manner: Manner,
  reading: Reading,
): ReceiptMark[] {
  const stand = manner === "faces" ? standing(rows, reading) : null;
  const drawn = [...list.querySelectorAll<HTMLElement>("[data-row][data-seq]")];
  const marks: ReceiptMark[] = [];
  let below: readonly PersonId[] = [];
  for (const element of drawn.toReversed()) {
    const seq = Number(element.dataset["seq"]);
    const row = rows.at(seq - 1);
    if (row.kind !== "message" || row.event.deleted) continue;
    const isOwn = row.event.by === reading.me;
    const faces = stand?.get(seq) ?? [];
    if (stand ? faces.length === 0 : !isOwn) continue;
    const readers = readersOf(seq, row.event.by, reading);
    if (readers.length === 0) continue;
    const isQuiet = stand === null && readers.length === below.length;
    below = readers;
    if (manner === "word" && isQuiet) continue;
    const isReachable = element.tabIndex === 0;
    marks.push({ seq, element, faces, readers, isQuiet, isReachable });
  }
  return marks.toReversed();
}

/** Whether nothing has to be drawn anew. */
export function areSame(a: readonly ReceiptMark[], b: readonly ReceiptMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        mark.element === other.element &&
        mark.seq === other.seq &&
        mark.isQuiet === other.isQuiet &&
        mark.isReachable === other.isReachable &&
        mark.faces.join() === other.faces.join() &&
        mark.readers.join() === other.readers.join()
      );
    })
  );
}

import { AT_END, type Anchor } from "../timeline/anchor.ts";
import { ListScroll } from "../timeline/list-scroll.ts";
import type { Rows } from "../timeline/rows.ts";

/** A list that is scrolled, and the rows that it was made for. */
export type Scrolled = { readonly scroll: ListScroll; readonly rows: Rows };

export function openedAt(rows: Rows, index: number | null): Scrolled {
  const anchor: Anchor = index === null ? AT_END : { at: "row", index, offset: OPENS_BELOW };
  return { scroll: new ListScroll(rows, anchor), rows };
}

/** What is new stands so far below the upper edge, with a little of what was read before. */
export const OPENS_BELOW = 96;

/**
 * The list for other rows. In a room a row's place is its number, for ever; in a thread older replies arrive above newer ones, and
 * what the reader holds on to has another place then.
 */
export function shownIn(before: Scrolled, rows: Rows): Scrolled {
  if (before.rows === rows) return before;
  const { anchor, isPinned } = before.scroll;
  const index =
    anchor.at === "row" ? placeOf(before.rows.keyAt(anchor.index), anchor.index, rows) : null;
  const isShifted = anchor.at === "row" && index !== null && index !== anchor.index;
  if (!isShifted) {
    before.scroll.show(rows);
    return { scroll: before.scroll, rows };
  }
  // What is near is measured anew before it is seen.
  const scroll = new ListScroll(rows, { ...anchor, index });
  scroll.isPinned = isPinned;
  return { scroll, rows };
}

/** Where the row with this key is now; mostly where it was, or some rows further on. */
function placeOf(key: string | number, was: number, rows: Rows): number | null {
  if (was < rows.count && rows.keyAt(was) === key) return was;
  for (let index = 0; index < rows.count; index += 1) if (rows.keyAt(index) === key) return index;
  return null;
}

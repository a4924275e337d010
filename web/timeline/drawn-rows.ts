import { heightOfAll, PADDING, topFor, type Anchor, type Layout } from "./anchor.ts";
import { ROW_ESTIMATE } from "./row-heights.ts";

/** How far beyond the window rows are drawn, in px. */
export type Ahead = {
  /** So that a turn of the wheel finds them there … */
  beyond: number;
  /** … and anew when less than this is left. */
  atLeast: number;
};
export const FAR_AHEAD: Ahead = { beyond: 700, atLeast: 250 };
/** What nobody sees does not hold up what somebody waits for. */
export const IN_SIGHT: Ahead = { beyond: 60, atLeast: 0 };
const MOST_ROWS = 300;
/** Rows that take no room may go on for thousands: they are looked through in parts. */
const MOST_LOOKED_AT = 3_000;

/** The first and the last row that are in the page. */
export type Drawn = { readonly first: number; readonly last: number };

/** Which rows to draw around the anchor. Rows that are folded away are found on the way, and take no room from then on. */
export function rowsAround(anchor: Anchor, layout: Layout, { beyond }: Ahead): Drawn {
  const { rows, heights, view } = layout;
  // From what stays in its place, because what is found to take no room moves all else.
  const from = Math.max(
    0,
    anchor.at === "row" ? Math.min(anchor.index, rows.count - 1) : rows.count - 1,
  );
  const offset = PADDING + heights.above(from) - topFor(anchor, layout);
  const above = walk(layout, from - 1, -1, offset + beyond);
  const below = walk(layout, from, 1, view + beyond - offset);
  return { first: Math.min(from, above + 1), last: Math.max(from, below - 1) };
}

/** Goes from row to row until so much height is passed; gives the row where it stops, which is not wanted any more. */
function walk({ rows, heights }: Layout, from: number, by: 1 | -1, height: number): number {
  let index = heights.pastEmpty(from, by);
  let passed = 0;
  let drawn = 0;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += 1) {
    if (index < 0 || index >= rows.count || passed >= height || drawn >= MOST_ROWS / 2) break;
    if (rows.at(index).kind === "folded") heights.measure(index, 0);
    else {
      // It was folded away before.
      if (heights.heightOf(index) === 0) heights.measure(index, ROW_ESTIMATE);
      passed += heights.heightOf(index);
      drawn += 1;
    }
    index = heights.pastEmpty(index + by, by);
  }
  return index;
}

/** Whether what is drawn is enough for where the list is. */
export function isEnough(
  { first, last }: Drawn,
  anchor: Anchor,
  layout: Layout,
  { atLeast }: Ahead,
): boolean {
  const { rows, heights, view } = layout;
  const top = topFor(anchor, layout);
  const from = first === 0 ? -Infinity : PADDING + heights.above(first);
  const to = last >= rows.count - 1 ? Infinity : PADDING + heights.above(last + 1);
  return (
    from <= Math.max(0, top - atLeast) && to >= Math.min(heightOfAll(layout), top + view + atLeast)
  );
}

/** The rows to put into the page: what is folded away is not, and a row that has the focus stays. */
export function indexesOf(
  { first, last }: Drawn,
  { rows, heights }: Layout,
  keep: number | null,
): number[] {
  const indexes: number[] = [];
  for (let index = first; index <= last && index < rows.count; index += 1) {
    index = heights.pastEmpty(index, 1);
    if (index <= last && rows.at(index).kind !== "folded") indexes.push(index);
  }
  const isKept = keep !== null && keep < rows.count && rows.at(keep).kind !== "folded";
  if (!isKept || (keep >= first && keep <= last)) return indexes;
  return keep < first ? [keep, ...indexes] : [...indexes, keep];
}

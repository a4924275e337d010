import type { RowHeights } from "./row-heights.ts";
import type { Rows } from "./rows.ts";

/** Above the first row and below the last. */
export const PADDING = 16;
/** Within this many pixels of the end the reader is at the end, and stays there. */
const END_WITHIN = 100;

/**
 * What stays where it is on the screen, whatever happens around it: the end of the list, so far below the window's lower edge;
 * or the top of a row, so far below the window's upper edge.
 */
export type Anchor = { at: "end"; distance: number } | { at: "row"; index: number; offset: number };

export const AT_END: Anchor = { at: "end", distance: 0 };

/** The list as it is measured: `view` is the window's height. */
export type Layout = { rows: Rows; heights: RowHeights; view: number };

export function heightOfAll({ rows, heights }: Layout): number {
  return heights.above(rows.count) + 2 * PADDING;
}

/** How far the list has to be scrolled for the anchor to be in its place. */
export function topFor(anchor: Anchor, layout: Layout): number {
  const furthest = Math.max(0, heightOfAll(layout) - layout.view);
  const wanted =
    anchor.at === "end"
      ? furthest - anchor.distance
      : PADDING + layout.heights.above(anchor.index) - anchor.offset;
  return Math.min(furthest, Math.max(0, wanted));
}

/** Whether the newest row is in sight, or nearly, whatever the reader holds on to. */
export function isEndInSight(anchor: Anchor, layout: Layout): boolean {
  return heightOfAll(layout) - layout.view - topFor(anchor, layout) <= END_WITHIN;
}

/** What a reader holds on to who has scrolled so far: the end, or the first row that begins in sight and can be read. */
export function anchorAt(top: number, layout: Layout): Anchor {
  const { rows, heights, view } = layout;
  const distance = heightOfAll(layout) - view - top;
  if (distance <= END_WITHIN) return { at: "end", distance: Math.max(0, distance) };
  const first = heights.rowAt(top - PADDING, rows.count);
  const partly = { at: "row" as const, index: first, offset: PADDING + heights.above(first) - top };
  // Of a row that fills half the window, the part that is in sight stays.
  const within = isRead(rows, first) ? view / 2 : view;
  let { offset } = partly;
  for (let index = first; index < rows.count && offset < within; index += 1) {
    if (offset >= 0 && isRead(rows, index)) return { at: "row", index, offset };
    offset += heights.heightOf(index);
  }
  return partly;
}

function isRead(rows: Rows, index: number): boolean {
  const { kind } = rows.at(index);
  return kind !== "unloaded" && kind !== "folded";
}

import { PADDING, type Layout } from "./anchor.ts";

export function drawnRows(holder: HTMLElement): HTMLElement[] {
  return Array.from(holder.children).filter((row) => row instanceof HTMLElement);
}

export function indexOf(row: Element): number {
  return Number(row.getAttribute("data-index"));
}

/** Makes room above, between and below for the rows that are not in the page; `held` is how far the list is ahead of its scroller. */
export function makeRoom(holder: HTMLElement, { heights, rows }: Layout, held: number): void {
  let end = -1;
  for (const row of drawnRows(holder)) {
    const index = indexOf(row);
    const gap = heights.above(index) - heights.above(end + 1);
    if (end === -1) setStyle(holder, "paddingBlockStart", PADDING + heights.above(index) - held);
    setStyle(row, "marginBlockStart", end === -1 ? 0 : gap);
    end = index;
  }
  const below = heights.above(rows.count) - heights.above(end + 1);
  setStyle(holder, "paddingBlockEnd", below + PADDING);
}

function setStyle(
  element: HTMLElement,
  what: "paddingBlockStart" | "paddingBlockEnd" | "marginBlockStart",
  pixels: number,
) {
  const value = pixels === 0 ? "" : `${pixels}px`;
  if (element.style[what] !== value) element.style[what] = value;
}

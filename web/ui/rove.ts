import type { KeyboardEvent } from "react";

/** Which keys lead along a row of things, and whether they go around its ends. */
type Row = { next: string; previous: string; isRing: boolean };

const COLUMN: Row = { next: "ArrowDown", previous: "ArrowUp", isRing: false };
export const RING: Row = { ...COLUMN, isRing: true };

/** Arrow keys, Home and End go through these, in order; `isAt` says of one whether the focus is in it. */
export function rove(
  event: KeyboardEvent<HTMLElement>,
  items: readonly HTMLElement[],
  isAt: (item: HTMLElement) => boolean,
  row: Row = COLUMN,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const at = items.findIndex(isAt);
  const to = at === -1 ? null : placeTo(event.key, at, items.length, row);
  if (to === null) return;
  event.preventDefault();
  items[to]?.focus();
}

function placeTo(key: string, at: number, count: number, row: Row): number | null {
  const { next, previous, isRing } = row;
  switch (key) {
    case next:
      return isRing ? (at + 1) % count : Math.min(at + 1, count - 1);
    case previous:
      return isRing ? (at + count - 1) % count : Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

import type { KeyboardEvent } from "react";

/** Arrow keys, Home and End go through these, in order; `isAt` says of one whether the focus is in it. */
export function rove(
  event: KeyboardEvent<HTMLElement>,
  items: readonly HTMLElement[],
  isAt: (item: HTMLElement) => boolean,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const at = items.findIndex(isAt);
  const to = at === -1 ? null : targetOf(event.key, at, items.length);
  if (to === null) return;
  event.preventDefault();
  items[to]?.focus();
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

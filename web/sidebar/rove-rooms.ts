import type { KeyboardEvent } from "react";

/** Arrow keys go from room to room, through all sections. */
export function roveRooms(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const rooms = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-room]")];
  const at = rooms.findIndex((room) => room.parentElement?.contains(document.activeElement));
  const to = at === -1 ? null : targetOf(event.key, at, rooms.length);
  if (to === null) return;
  event.preventDefault();
  rooms[to]?.focus();
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

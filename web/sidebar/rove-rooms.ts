import type { KeyboardEvent } from "react";
import { rove } from "../ui/rove.ts";

/** Arrow keys go from room to room, through all sections; from a room's own button, too. */
export function roveRooms(event: KeyboardEvent<HTMLElement>): void {
  const rooms = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-room]")];
  rove(event, rooms, (room) => room.parentElement?.contains(document.activeElement) ?? false);
}

import { openRooms } from "./room-handles.ts";

/** How many would be cut off together with this browser, if its server went: those who are in the largest of its rooms. */
export function crowdHere(): number {
  return Math.max(1, ...openRooms().map(({ view }) => view.getState().here.count));
}

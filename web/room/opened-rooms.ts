import { createStore } from "zustand/vanilla";
import type { RoomHandle } from "./room-view.ts";

/** The rooms that are open, for whoever follows all of them. */
export const openedRooms = createStore<{ rooms: readonly RoomHandle[] }>(() => ({ rooms: [] }));

/** Gives what tells that it is closed. */
export function tellOpened(room: RoomHandle): () => void {
  openedRooms.setState(({ rooms }) => ({ rooms: [...rooms, room] }));
  return () =>
    openedRooms.setState(({ rooms }) => ({ rooms: rooms.filter((other) => other !== room) }));
}

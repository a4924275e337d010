import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

/** Whose notes have most of the page. Per room and for this visit: somebody who reads one long note has not asked for it elsewhere. */
export const wideNotes = createStore<{ rooms: readonly RoomId[] }>(() => ({ rooms: [] }));

export function widenNote(room: RoomId, isWide: boolean): void {
  wideNotes.setState(({ rooms }) => {
    const others = rooms.filter((other) => other !== room);
    return { rooms: isWide ? [...others, room] : others };
  });
}

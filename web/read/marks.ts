import type { RoomId } from "#protocol/ids.ts";
import { createStore } from "zustand/vanilla";
import { furtherRead, unmarked, withPosition, type Positions, type Seen } from "./positions.ts";
import { changePositions, positions } from "./read-position.ts";
import { keyOf } from "../place.ts";

/** Where somebody has just said that all was read: the "new" line goes. A new object each time. */
export const readByHand = createStore<{ keys: readonly string[] }>(() => ({ keys: [] }));

/** Unread from this message on, until the place is opened anew. What was seen stays seen. */
export function markUnreadFrom(room: RoomId, seq: number, thread?: number): void {
  changePositions((now) => markedUnread(now, keyOf({ room, thread }), seq));
}

/** A room, and the last that is known of it. */
type Known = { room: RoomId; last: Seen };

/** All that is known of these rooms counts as read. Gives what takes it back: they are unread from where they were. */
export function markAllRead(rooms: readonly Known[]): () => void {
  const before = positions.getState();
  changePositions((now) =>
    rooms.reduce((all, { room, last }) => furtherRead(unmarked(all, room), room, last), now),
  );
  readByHand.setState({ keys: rooms.map(({ room }) => room) });
  return () =>
    changePositions((now) =>
      rooms.reduce((all, { room }) => {
        const was = before.read[room];
        // Where a room was never open here, nobody knows the number of what is new.
        return markedUnread(all, room, was?.manual ?? (was ? was.seq + 1 : 0));
      }, now),
    );
}

/** Unread from event `manual` on, until the place is opened or marked as read. The position stays where it is. */
export function markedUnread(now: Positions, key: string, manual: number): Positions {
  // Whoever marks a message has seen what stands before it.
  const before = now.read[key] ?? { seq: Math.max(0, manual - 1), at: now.since };
  return withPosition(now, key, { ...before, manual });
}

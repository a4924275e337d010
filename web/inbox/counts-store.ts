import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

/** What is new in a place: how many messages, how many of them name this person, and the first. */
export type Count = { count: number; mentions: number; first: number | null };
/** What is new in a muted thread is shown there, and is no news elsewhere. */
export type ThreadCount = Count & { isMuted: boolean };
/** Before number `from` nothing is new, whether it is loaded here or not. */
export type RoomCount = Count & { from: number; threads: ReadonlyMap<number, ThreadCount> };

/** What is new, by room: of rooms that the inbox has told of (counts.ts keeps it true). */
export const counts = createStore<Readonly<Record<RoomId, RoomCount>>>(() => ({}));

/** All unread messages that name this person. */
export function mentionsInAll(rooms: Readonly<Record<RoomId, RoomCount>>): number {
  return Object.values(rooms).reduce((sum, { mentions }) => sum + mentions, 0);
}

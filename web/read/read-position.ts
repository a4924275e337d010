import type { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { furtherRead, placeKey, Positions, unmarked, type Seen } from "./positions.ts";

const kept = keptHere(
  new KeptFacts<Positions>({
    name: "parley-read",
    schema: Positions,
    nothing: () => ({ since: Date.now(), read: {} }),
    storage: () => localStorage,
  }),
);

/**
 * How far somebody has read, on this device. The one place that knows: "The inbox" puts the person's own server behind this
 * and what changes it, and whoever asks here goes on asking here.
 */
export const positions = kept.store;

/** What else there is to be marked (marks.ts) goes the same way. */
export const changePositions = (to: (now: Positions) => Positions): void => kept.change(to);

/** Everything up to here was seen, in the room or in one of its threads (by its first message). */
export function markRead(room: RoomId, position: Seen, thread?: number): void {
  kept.change((now) => furtherRead(now, placeKey(room, thread), position));
}

/** Somebody goes there: what was marked unread has done its work. */
export function opened(room: RoomId, thread?: number): void {
  kept.change((now) => unmarked(now, placeKey(room, thread)));
}

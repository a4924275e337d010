import type { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { furtherRead, placeKey, Positions, type Position } from "./positions.ts";

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
 * and `markRead`, and whoever asks here goes on asking here.
 */
export const positions = kept.store;

/** Everything up to here was seen, in the room or in one of its threads (by its first message). */
export function markRead(room: RoomId, position: Position, thread?: number): void {
  kept.change((now) => furtherRead(now, placeKey(room, thread), position));
}

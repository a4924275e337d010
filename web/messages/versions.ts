import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { ShownMessage } from "../room/shown-message.ts";

/** What a message said from `at` (ms since epoch) on. `number` is that of the event that made it say so. */
export type Version = { number: number; at: number; body: string };

/** All that a message has said, the first version first; null for those that are not loaded. */
export function versionsOf({ event, edits }: ShownMessage, { timeline }: RoomState) {
  const first: Version = { number: event.seq, at: event.at, body: event.body };
  const later = edits.map((number): Version | null => {
    const edit = eventAt(timeline, number);
    return edit?.type === "message.edited" ? { number, at: edit.at, body: edit.body } : null;
  });
  return [first, ...later];
}

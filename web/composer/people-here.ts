import { eventAt } from "#protocol/timeline.ts";
import type { RoomView } from "../room/room-view.ts";
import type { Nameable } from "./rank-names.ts";

/** How far back somebody counts as one who speaks here. */
const LOOKS_BACK = 300;

/** Everyone in the room but oneself, and when they last spoke. */
export function peopleHere({ room }: RoomView, me: string): Nameable[] {
  const spoke = new Map<string, number>();
  for (let seq = room.seq; seq > Math.max(0, room.seq - LOOKS_BACK); seq -= 1) {
    const event = eventAt(room.timeline, seq);
    if (event?.type === "message.posted" && !spoke.has(event.by)) spoke.set(event.by, seq);
  }
  return Object.entries(room.members)
    .filter(([id]) => id !== me)
    .map(([id, { name }]) => ({ id, name, isMember: true, spokeAt: spoke.get(id) ?? 0 }));
}

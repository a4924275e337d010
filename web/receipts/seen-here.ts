import { createStore } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { isNewsTo } from "../read/news-in.ts";
import type { RoomView } from "../room/room-view.ts";

/** How far back the last message of somebody else is looked for: what follows it is one's own, or no message. */
const LOOKS_BACK = 200;

/** The last message of others that stood on the screen here, while this page lives: by person and room. */
export const seenHere = createStore<Readonly<Record<string, number>>>(() => ({}));

export function seenIn(me: PersonId, room: RoomId): number {
  return seenHere.getState()[keyOf(me, room)] ?? 0;
}

/**
 * Event `seq` of the room, and all before it, was looked at. What is told of it is the last message of somebody else's: one's own is no
 * reason to tell anything, and what is said in threads has another place.
 */
export function noteSeen(me: PersonId, { id, room }: RoomView, seq: number): void {
  for (let last = seq; last > Math.max(0, seq - LOOKS_BACK); last -= 1) {
    const event = eventAt(room.timeline, last);
    if (!event) return;
    if (isNewsTo(event, me)) {
      if (last > seenIn(me, id)) seenHere.setState({ [keyOf(me, id)]: last });
      return;
    }
  }
}

function keyOf(me: PersonId, room: RoomId): string {
  return `${me} ${room}`;
}

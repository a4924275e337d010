import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";

/** The newest that is known of a room: the last message of somebody else, and when anything last happened (ms since epoch). */
export type News = { seq: number; by: number; at: number };

/** How far back the last message of somebody else is looked for; behind it everything is a join, an edit or one's own. */
const LOOKS_BACK = 200;

export function newsIn({ seq: head, timeline }: RoomState, me: PersonId): News | null {
  const last = eventAt(timeline, head);
  if (!last) return null;
  for (let seq = head; seq > Math.max(0, head - LOOKS_BACK); seq -= 1) {
    const event = eventAt(timeline, seq);
    if (event && isNewsTo(event, me)) return { seq, by: event.at, at: last.at };
  }
  return { seq: 0, by: 0, at: last.at };
}

/** Said to the room: an answer in a thread is news of the thread, and a message that was deleted is none. */
export function isSaid(event: RoomEvent): boolean {
  return event.type === "message.posted" && !isAside(event);
}

/** Counts as unread in the room until it is seen. */
export function isNewsTo(event: RoomEvent, me: PersonId): boolean {
  return isSaid(event) && isAnothers(event, me);
}

/** Said by somebody else, and there. What was brought along from elsewhere is news to nobody. */
export function isAnothers(event: RoomEvent, me: PersonId): boolean {
  return event.by !== me && !event.imported && !("deleted" in event && event.deleted);
}

function isAside(event: object): boolean {
  const { thread, alsoInRoom, deleted } = event as {
    thread?: number;
    alsoInRoom?: true;
    deleted?: object;
  };
  return (thread !== undefined && alsoInRoom !== true) || deleted !== undefined;
}

import type { PersonId } from "#protocol/ids.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import { isNewsTo } from "./news-in.ts";
import type { Position } from "./positions.ts";

/** How far somebody had read a place at some moment. */
export type ReadBefore = {
  me: PersonId;
  /** Undefined: they have never been there on this device. */
  position: Position | undefined;
  /** Of a thread: how far they had read the room that it is in. */
  seenInRoom?: number | undefined;
  /** When they came to this device, in ms since epoch. */
  since: number;
};

/** Over which message the "new" line stands. Not sure: what is there is not known yet, or where it begins. */
export type FirstUnread = { seq: number; isSure: boolean };

/**
 * The first message of a room, up to `head`, that is new to somebody who had read so far. `told`: nothing before this number is, by what
 * their inbox says, which knows also what is not loaded here: that of ten thousand messages all were brought along from elsewhere.
 */
export function firstUnreadIn(
  timeline: Timeline,
  head: number,
  { me, position, since }: ReadBefore,
  told?: number,
): FirstUnread | null {
  if (position?.manual) return firstFrom(timeline, position.manual, head, me);
  if (told !== undefined && position?.manual === undefined)
    return firstFrom(timeline, Math.max(told, (position?.seq ?? 0) + 1), head, me);
  const floor = position?.manual === 0 ? 0 : (position?.seq ?? 0);
  // A room that was read from outside was read up to a time.
  const isByNumber = floor > 0 && (position?.at ?? 0) <= (eventAt(timeline, floor)?.at ?? Infinity);
  if (isByNumber) {
    const found = firstFrom(timeline, floor + 1, head, me);
    // Only heard of, and what follows is not here: of what was brought along from elsewhere the inbox will say that none is new.
    return isHeardOnly(position) && found?.isSure === false ? null : found;
  }
  const until = position?.manual === 0 ? since : (position?.at ?? since);
  let first: number | null = null;
  for (let seq = head; seq > floor; seq -= 1) {
    const event = eventAt(timeline, seq);
    if (!event) return first === null ? null : { seq: first, isSure: false };
    if (!isNewsTo(event, me)) continue;
    if (event.at <= until) break;
    first = seq;
  }
  return first === null ? null : { seq: first, isSure: true };
}

/** They have never been there on this device: it knows how far they had read by what their inbox has said of other ones. */
export function isHeardOnly(position: Position | undefined): boolean {
  return position?.at === 0;
}

function firstFrom(timeline: Timeline, from: number, head: number, me: PersonId) {
  for (let seq = from; seq <= head; seq += 1) {
    const event = eventAt(timeline, seq);
    // Numbers have no holes: what is new begins here or a little further on.
    if (!event) return { seq, isSure: false };
    if (isNewsTo(event, me)) return { seq, isSure: true };
  }
  return null;
}

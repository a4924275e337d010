import { stillByHand } from "./by-hand.ts";
import { above, has, numbersIn, without, type NumberSet } from "./number-set.ts";
import {
  inThread,
  isFollowed,
  newThread,
  NOTHING,
  type PlaceUnread,
  type RoomUnread,
  type ThreadUnread,
} from "./unread.ts";

/** Where in a room: the room itself, or the thread under a message. */
export type Where = { thread?: number | undefined };

/** Seen up to `seq`. Marks may come late, twice and in any order. */
export function markRead(room: RoomUnread, seq: number, { thread }: Where = {}): RoomUnread {
  if (thread !== undefined) return inThread(room, thread, (place) => readUpTo(place, seq));
  const read = readUpTo(room, seq);
  if (read === room) return room;
  const threads = [...room.threads].map(
    ([root, place]) => [root, readInRoom(place, room, seq)] as const,
  );
  return { ...read, threads: new Map(threads) };
}

/** What a thread has said to the room too is read there: of what is unread in both, the room has shown it. */
function readInRoom(thread: ThreadUnread, room: RoomUnread, seq: number): ThreadUnread {
  const shown = upTo(thread.unread, seq).filter((n) => has(room.unread, n));
  if (shown.length === 0) return thread;
  return {
    ...thread,
    unread: shown.reduce(without, thread.unread),
    manual: stillByHand(thread, shown),
  };
}

function readUpTo<P extends PlaceUnread>(place: P, seq: number): P {
  if (seq <= place.read) return place;
  return {
    ...place,
    read: seq,
    unread: above(place.unread, seq),
    mentions: above(place.mentions, seq),
    manual: place.manual && stillByHand(place, upTo(place.unread, seq)),
  };
}

function upTo(set: NumberSet, seq: number): number[] {
  return numbersIn(set).filter((n) => n <= seq);
}

/**
 * Unread again from message `from` on. `found` is what others have said there since, as far as it had been read. Of a room that
 * somebody has left nothing counts.
 */
export function markUnread(
  room: RoomUnread,
  from: number,
  found: NumberSet,
  { thread }: Where = {},
): RoomUnread {
  if (!room.isMember) return room;
  const mark = <P extends PlaceUnread>(place: P): P => ({
    ...place,
    manual: { from, unread: found },
  });
  return thread === undefined ? mark(room) : inThread(room, thread, mark);
}

/** Somebody went there: what was marked unread by hand has done its work. */
export function opened(room: RoomUnread, { thread }: Where = {}): RoomUnread {
  const open = <P extends PlaceUnread>(place: P): P =>
    place.manual ? { ...place, manual: null } : place;
  return thread === undefined ? open(room) : inThread(room, thread, open);
}

/** This message names them, and they have looked at it, wherever that was. */
export function acknowledge(room: RoomUnread, seq: number): RoomUnread {
  const acked = <P extends PlaceUnread>(place: P): P =>
    has(place.mentions, seq) ? { ...place, mentions: without(place.mentions, seq) } : place;
  const threads = [...room.threads].map(([root, thread]) => [root, acked(thread)] as const);
  return { ...acked(room), threads: new Map(threads) };
}

/** They say themselves whether a thread is theirs. One that was let go and taken up again begins there. */
export function follow(room: RoomUnread, root: number, on: boolean): RoomUnread {
  const before = room.threads.get(root) ?? newThread(room.heard);
  const isNew = !isFollowed(before) && on;
  const read = isNew ? Math.max(before.read, room.heard) : before.read;
  const thread = { ...before, ...(on ? {} : NOTHING), read, follow: on };
  return { ...room, threads: new Map([...room.threads, [root, thread]]) };
}

export function mute(room: RoomUnread, root: number, isMuted: boolean): RoomUnread {
  const before = room.threads.get(root) ?? newThread(room.heard);
  return { ...room, threads: new Map([...room.threads, [root, { ...before, isMuted }]]) };
}

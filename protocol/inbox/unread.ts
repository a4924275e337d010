import type { PersonId } from "#protocol/ids.ts";
import { outsidersOf, type Fact, type Said } from "./facts.ts";
import {
  above,
  firstOf,
  has,
  NO_NUMBERS,
  numbersIn,
  setOf,
  sizeOf,
  withNumber,
  without,
  type NumberSet,
} from "./number-set.ts";

/** A room or a thread in it, as one person has read it. */
export type PlaceUnread = {
  /** Everything up to here was seen. It never goes back. */
  readonly read: number;
  /** Messages of others after that. */
  readonly unread: NumberSet;
  /** Those of them that name this person, and that they have not looked at one by one. */
  readonly mentions: NumberSet;
  /** Marked unread from here, although it was read: what was there to read in between. It goes when the place is opened. */
  readonly manual: { readonly from: number; readonly unread: NumberSet } | null;
};

export type ThreadUnread = PlaceUnread & {
  /** By what they did in it, or whoever named them there: started it, answered in it. */
  readonly concerns: boolean;
  /** What they said themselves about following it. */
  readonly follow: boolean | null;
  /** Followed, and never told of by a notification. */
  readonly isMuted: boolean;
};

/** What one person has to know of a room. The inbox, a browser and the simulation's witness reach it by the same functions. */
export type RoomUnread = PlaceUnread & {
  /** The last event that this is true of. */
  readonly heard: number;
  readonly isMember: boolean;
  /** By the message that a thread hangs on; only those that concern this person. */
  readonly threads: ReadonlyMap<number, ThreadUnread>;
};

const NOTHING = { unread: NO_NUMBERS, mentions: NO_NUMBERS, manual: null };

/** A room as somebody meets it: what was said up to `heard` is no news to them. */
export function newRoom(heard: number, isMember: boolean): RoomUnread {
  return { heard, isMember, read: heard, ...NOTHING, threads: new Map() };
}

/** The room after `fact`. What was heard before changes nothing, so facts may come twice. */
export function hear(room: RoomUnread, fact: Fact, me: PersonId): RoomUnread {
  if (fact.seq <= room.heard) return room;
  return { ...heardOf(room, fact, me), heard: fact.seq };
}

/** Up to `seq` nothing more has happened that would have to be told. */
export function heardUpTo(room: RoomUnread, seq: number): RoomUnread {
  return seq <= room.heard ? room : { ...room, heard: seq };
}

function heardOf(room: RoomUnread, fact: Fact, me: PersonId): RoomUnread {
  if (fact.type === "joined" || fact.type === "left") {
    if (fact.by !== me) return room;
    return fact.type === "joined" ? entered(room, fact.seq) : left(room);
  }
  if (fact.type === "invited" || fact.type === "uninvited") {
    // Nobody is asked into a room that they are in, so whoever took them for a member was wrong.
    return room.isMember && outsidersOf(fact).includes(me) ? left(room) : room;
  }
  if (!room.isMember) return room;
  switch (fact.type) {
    case "said":
      return fact.isGone ? room : said(room, fact, me);
    case "edited":
      return edited(room, fact, me);
    case "deleted":
      return fact.thread === undefined
        ? gone(room, fact.target)
        : inThread(gone(room, fact.target), fact.thread, (thread) => gone(thread, fact.target));
    case "reacted":
    case "noted":
      return room;
  }
}

/** What was said before somebody came is no news to them, also when they come again. */
function entered(room: RoomUnread, seq: number): RoomUnread {
  return { ...room, ...NOTHING, isMember: true, read: Math.max(room.read, seq) };
}

/** Nothing in it is theirs any more; that it was is kept, because a device that was away has to be told. */
function left(room: RoomUnread): RoomUnread {
  const threads = [...room.threads].map(([root, { read }]) => [root, newThread(read)] as const);
  return { ...room, ...NOTHING, isMember: false, threads: new Map(threads) };
}

function said(room: RoomUnread, fact: Said, me: PersonId): RoomUnread {
  const { thread, alsoInRoom } = fact;
  const isInRoom = thread === undefined || alsoInRoom === true;
  const after = isInRoom ? saidIn(room, fact, me, room.read) : room;
  if (thread === undefined) return after;
  const isNamed = names(fact, me);
  const isMine = fact.by === me;
  const before =
    room.threads.get(thread.seq) ??
    // What was said in it before it concerned them: their own words say that they have read it.
    newThread(thread.by === me ? thread.seq : isMine ? fact.seq : fact.seq - 1);
  const concerns = before.concerns || thread.by === me || isMine || isNamed;
  if (!concerns && before.follow === null) return after;
  const now = { ...before, concerns };
  const read = isInRoom ? Math.max(now.read, room.read) : now.read;
  // Where the room shows it too, it names them there.
  const heard = isFollowed(now) ? saidIn(now, isInRoom ? unnamed(fact) : fact, me, read) : now;
  return { ...after, threads: new Map([...room.threads, [thread.seq, heard]]) };
}

function saidIn<P extends PlaceUnread>(place: P, fact: Said, me: PersonId, read: number): P {
  if (fact.by === me) return place;
  if (fact.seq <= read) return { ...place, manual: stillByHand(place, [fact.seq]) };
  return {
    ...place,
    unread: withNumber(place.unread, fact.seq),
    mentions: means(fact, me) ? withNumber(place.mentions, fact.seq) : place.mentions,
  };
}

/** Only whom the last edit names or calls is named: by a message that was not read yet. */
function edited(
  room: RoomUnread,
  fact: Extract<Fact, { type: "edited" }>,
  me: PersonId,
): RoomUnread {
  if (fact.by === me) return room;
  const { thread, alsoInRoom, target } = fact;
  const rename = <P extends PlaceUnread>(place: P): P => {
    if (!has(place.unread, target)) return place;
    const { mentions } = place;
    return {
      ...place,
      mentions: means(fact, me) ? withNumber(mentions, target) : without(mentions, target),
    };
  };
  if (thread === undefined || alsoInRoom) return rename(room);
  const known = room.threads.get(thread.seq);
  if (!known && !names(fact, me)) return room;
  // Named where they were not before: from now on it concerns them, and so does what names them.
  const begun = known ?? newThread(target - 1);
  const now = { ...begun, concerns: begun.concerns || names(fact, me) };
  const isNews = !isFollowed(begun) && isFollowed(now) && target > begun.read;
  const seen = isNews ? { ...now, unread: withNumber(now.unread, target) } : now;
  const renamed = isFollowed(seen) ? rename(seen) : seen;
  return { ...room, threads: new Map([...room.threads, [thread.seq, renamed]]) };
}

function gone<P extends PlaceUnread>(place: P, seq: number): P {
  const { manual } = place;
  return {
    ...place,
    unread: without(place.unread, seq),
    mentions: without(place.mentions, seq),
    manual: manual && { ...manual, unread: without(manual.unread, seq) },
  };
}

function names({ mentions }: { mentions?: PersonId[] | undefined }, me: PersonId): boolean {
  return mentions?.includes(me) ?? false;
}

/** Whoever calls the room means everyone in it. A call to those who are here counts nowhere: who that is no log can tell (docs/decisions/0047). */
function means(fact: Pick<Said, "mentions" | "calls">, me: PersonId): boolean {
  return fact.calls === "room" || names(fact, me);
}

/** In a thread that the room shows as well, everyone in the room is called, and the thread concerns nobody more for it. */
function unnamed(fact: Said): Said {
  return { ...fact, mentions: undefined, calls: undefined };
}

export function newThread(read: number): ThreadUnread {
  return { read, ...NOTHING, concerns: false, follow: null, isMuted: false };
}

export function isFollowed({ concerns, follow }: ThreadUnread): boolean {
  return follow ?? concerns;
}

function inThread(
  room: RoomUnread,
  root: number,
  change: (thread: ThreadUnread) => ThreadUnread,
): RoomUnread {
  const thread = room.threads.get(root);
  return thread ? { ...room, threads: new Map([...room.threads, [root, change(thread)]]) } : room;
}

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
 * Of what a mark takes away, what was wished to be unread stays so by hand: devices tell of no reading where that was wished for, so the
 * mark was made before the wish and comes late.
 */
function stillByHand({ manual }: PlaceUnread, seen: readonly number[]): PlaceUnread["manual"] {
  const wished = manual ? seen.filter((n) => n >= manual.from && !has(manual.unread, n)) : [];
  if (!manual || wished.length === 0) return manual;
  return { ...manual, unread: setOf([...numbersIn(manual.unread), ...wished]) };
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

/** How many messages a badge tells. */
export function countIn({ unread, manual }: PlaceUnread): number {
  return sizeOf(unread) + (manual ? sizeOf(manual.unread) : 0);
}

/** Where reading goes on: over this message stands the "new" line. Null: all was read. */
export function firstUnread({ unread, manual }: PlaceUnread): number | null {
  const firsts = [firstOf(unread), manual && firstOf(manual.unread)].filter((n) => n !== null);
  return firsts.length > 0 ? Math.min(...firsts) : (manual?.from ?? null);
}

/** Unread messages that name this person, in a room and in its threads. */
export function mentionsIn(room: RoomUnread): number {
  let count = sizeOf(room.mentions);
  for (const thread of room.threads.values()) count += sizeOf(thread.mentions);
  return count;
}

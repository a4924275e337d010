import type { PersonId } from "#protocol/ids.ts";
import { stillByHand } from "./by-hand.ts";
import { outsidersOf, type Fact, type Said } from "./facts.ts";
import { has, withNumber, without } from "./number-set.ts";
import {
  inThread,
  isFollowed,
  newThread,
  NOTHING,
  type PlaceUnread,
  type RoomUnread,
} from "./unread.ts";

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

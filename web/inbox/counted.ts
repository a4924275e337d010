import type { RoomEvent } from "#protocol/events.ts";
import type { RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import { factOf } from "#protocol/inbox/facts.ts";
import { setOfRuns, sizeOf } from "#protocol/inbox/number-set.ts";
import { hear, heardUpTo } from "#protocol/inbox/hear.ts";
import { markRead, opened, type Where } from "#protocol/inbox/marks.ts";
import {
  countIn,
  firstUnread,
  mentionsIn,
  type PlaceUnread,
  type RoomUnread,
} from "#protocol/inbox/unread.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { Count, RoomCount } from "./counts-store.ts";

export type Sources = {
  entry: RoomEntry;
  threads: readonly ThreadEntry[];
  /** How far this browser knows that the room, or a thread by its root, was read. */
  read: (thread?: number) => number;
  /** Where somebody went, which the inbox has not heard yet. */
  wentTo: readonly Where[];
  /** The room as it is open here, which may know more than the inbox has heard. */
  open: RoomState | undefined;
  me: PersonId;
};

/** What is new in a room by all that is known here: what the inbox has told, what was read since, and what the open room has said. */
export function countRoom(sources: Sources): RoomCount {
  const { entry, open, me } = sources;
  const threadsTold = new Map(sources.threads.map((thread) => [thread.root, thread]));
  // Before what was read there: of what is still marked by hand, reading takes nothing away.
  let room = sources.wentTo.reduce(opened, unreadOf(sources));
  if (open) room = heardFrom(room, open, me);
  room = markRead(room, sources.read());
  for (const root of room.threads.keys())
    room = markRead(room, sources.read(root), { thread: root });
  const count = (place: PlaceUnread, told?: Told) => counted(place, told, entry.heard);
  const threads = [...room.threads].map(([root, thread]) => {
    const { isMuted } = thread;
    return [root, { ...count(thread, threadsTold.get(root)), isMuted }] as const;
  });
  const own = count(room, entry);
  const from = own.first ?? room.heard + 1;
  return { ...own, from, mentions: mentionsIn(room), threads: new Map(threads) };
}

function counted(place: PlaceUnread, told: Told | undefined, heard: number): Count {
  const mentions = sizeOf(place.mentions);
  // A backlog too long to be told is known by its count, until all of it is read. `heard` is the room's, and may be older than a thread's news.
  if (told?.unread === null && (place.read < heard || place.read <= told.read))
    return { count: told.count, mentions, first: told.first };
  return { count: countIn(place), mentions, first: firstUnread(place) };
}

function unreadOf({ entry, threads }: Sources): RoomUnread {
  const { heard, isMember } = entry;
  return {
    heard,
    isMember,
    ...placeOf(entry),
    threads: new Map(
      threads.map(({ root, concerns, follow, isMuted, ...thread }) => [
        root,
        { ...placeOf(thread), concerns, follow, isMuted },
      ]),
    ),
  };
}

type Told = Pick<RoomEntry, "read" | "unread" | "mentions" | "manual" | "count" | "first">;

function placeOf({ read, unread, mentions, manual }: Told): PlaceUnread {
  return {
    read,
    unread: setOfRuns(unread ?? []),
    mentions: setOfRuns(mentions),
    manual: manual && { from: manual.from, unread: setOfRuns(manual.unread) },
  };
}

/** What the open room has said that the inbox had not heard yet. */
function heardFrom(room: RoomUnread, { seq: head, timeline }: RoomState, me: PersonId): RoomUnread {
  const known = (seq: number) => {
    const event = eventAt(timeline, seq);
    return event?.type === "message.posted" ? event : undefined;
  };
  let now = room;
  for (let seq = room.heard + 1; seq <= head; seq += 1) {
    const event: RoomEvent | undefined = eventAt(timeline, seq);
    // What is not here yet is for the inbox to tell.
    if (!event) return now;
    const fact = factOf(event, known);
    now = fact ? hear(now, fact, me) : heardUpTo(now, seq);
  }
  return now;
}

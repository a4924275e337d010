import { firstOf, NO_NUMBERS, sizeOf, type NumberSet } from "./number-set.ts";

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

export const NOTHING = { unread: NO_NUMBERS, mentions: NO_NUMBERS, manual: null };

/** A room as somebody meets it: what was said up to `heard` is no news to them. */
export function newRoom(heard: number, isMember: boolean): RoomUnread {
  return { heard, isMember, read: heard, ...NOTHING, threads: new Map() };
}

export function newThread(read: number): ThreadUnread {
  return { read, ...NOTHING, concerns: false, follow: null, isMuted: false };
}

export function isFollowed({ concerns, follow }: ThreadUnread): boolean {
  return follow ?? concerns;
}

export function inThread(
  room: RoomUnread,
  root: number,
  change: (thread: ThreadUnread) => ThreadUnread,
): RoomUnread {
  const thread = room.threads.get(root);
  return thread ? { ...room, threads: new Map([...room.threads, [root, change(thread)]]) } : room;
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

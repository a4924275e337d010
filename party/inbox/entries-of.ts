import { MAX_RUNS_TOLD } from "#protocol/inbox/limits.ts";
import type {
  DraftEntry,
  Entry,
  NoticesEntry,
  RoomEntry,
  ThreadEntry,
} from "#protocol/inbox/entries.ts";
import { runsOf } from "#protocol/inbox/number-set.ts";
import {
  countIn,
  firstUnread,
  type PlaceUnread,
  type ThreadUnread,
} from "#protocol/inbox/unread.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { HeldDrafts, HeldRoom, InboxState, Notices } from "./inbox-state.ts";

export function roomEntry(room: RoomId, held: HeldRoom): RoomEntry {
  const { epoch, unread, newsAt, level, calls } = held;
  const { heard, isMember } = unread;
  return {
    kind: "room",
    room,
    epoch,
    heard,
    isMember,
    ...placeOf(unread),
    newsAt,
    level,
    ...(calls !== null && { calls }),
  };
}

export function threadEntry(room: RoomId, root: number, thread: ThreadUnread): ThreadEntry {
  const { concerns, follow, isMuted } = thread;
  return { kind: "thread", room, root, ...placeOf(thread), concerns, follow, isMuted };
}

export function draftEntry({ place, drafts }: HeldDrafts): DraftEntry {
  return { kind: "draft", ...place, drafts: [...drafts] };
}

function placeOf(place: PlaceUnread) {
  const runs = runsOf(place.unread);
  const { read, mentions, manual } = place;
  return {
    read,
    unread: runs.length > MAX_RUNS_TOLD ? null : runs,
    mentions: runsOf(mentions),
    manual: manual && { from: manual.from, unread: runsOf(manual.unread) },
    count: countIn(place),
    first: firstUnread(place),
  };
}

export function noticesEntry({ level, keywords, calls }: Notices): NoticesEntry {
  return { kind: "notices", level, keywords, ...(!calls && { calls: false as const }) };
}

/** What is another in `after` than it was in `before`. That a room was heard further, and nothing came of it, is no change. */
export function entriesBetween(before: InboxState, after: InboxState): Entry[] {
  const entries: Entry[] = [];
  for (const [room, held] of after.rooms) {
    const was = before.rooms.get(room);
    if (was === held) continue;
    const threads = [...held.unread.threads].filter(
      ([root, thread]) => was?.unread.threads.get(root) !== thread,
    );
    // With its threads: a device with the room open goes on from where the room was heard, and would hear in a thread again what that has heard.
    if (!was || hasChanged(was, held) || threads.length > 0) entries.push(roomEntry(room, held));
    for (const [root, thread] of threads) entries.push(threadEntry(room, root, thread));
  }
  if (before.notices !== after.notices) entries.push(noticesEntry(after.notices));
  if (before.receipts !== after.receipts) entries.push({ kind: "receipts", ...after.receipts });
  if (before.self !== after.self) entries.push({ kind: "self", ...after.self });
  if (before.preferences.sidebar !== after.preferences.sidebar)
    entries.push({ kind: "sidebar", ...after.preferences.sidebar });
  for (const [room, liked] of after.preferences.rooms)
    if (before.preferences.rooms.get(room) !== liked)
      entries.push({ kind: "preference", room, ...liked });
  for (const [name, held] of after.drafts)
    if (before.drafts.get(name) !== held) entries.push(draftEntry(held));
  if (before.mail !== after.mail) entries.push({ kind: "mail", ...after.mail });
  if (before.activity !== after.activity)
    for (const [id, entry] of after.activity)
      if (before.activity.get(id) !== entry) entries.push(entry);
  return entries;
}

function hasChanged(before: HeldRoom, after: HeldRoom): boolean {
  const [a, b] = [before.unread, after.unread];
  return (
    before.epoch !== after.epoch ||
    before.newsAt !== after.newsAt ||
    before.level !== after.level ||
    before.calls !== after.calls ||
    a.isMember !== b.isMember ||
    a.read !== b.read ||
    a.unread !== b.unread ||
    a.mentions !== b.mentions ||
    a.manual !== b.manual
  );
}

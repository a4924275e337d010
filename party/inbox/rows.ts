import type { ActivityEntry, Level } from "#protocol/inbox/entries.ts";
import type { Self } from "#protocol/inbox/availability.ts";
import {
  NO_PREFERENCES,
  type RoomPreference,
  type SidebarPreference,
} from "#protocol/inbox/preferences.ts";
import type { MailChoice } from "#protocol/inbox/mail-choice.ts";
import { setOfRuns, type Runs } from "#protocol/inbox/number-set.ts";
import type { PlaceUnread, ThreadUnread } from "#protocol/inbox/unread.ts";
import { RoomId } from "#protocol/ids.ts";
import * as v from "valibot";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import type { ReceiptsChoice } from "../rooms.ts";
import {
  EMPTY_INBOX,
  nameOfPlace,
  type HeldDrafts,
  type HeldRoom,
  type InboxState,
  type Notices,
} from "./inbox-state.ts";
import { INBOX_KEY, type ListOfPlace } from "./keys.ts";
import { inRow, type NumberPages } from "./number-pages.ts";

/**
 * What is known of an inbox besides its entries. `forgotten`: it is not known any more what has ended up to this change, so whoever was
 * told less has to forget what they hold.
 */
export type Meta = { epoch: string; head: number; nextActivity: number; forgotten?: number };

/** Lists of null are in pages (number-pages.ts). */
type PlaceRow = {
  read: number;
  mentions: number[] | null;
  manual: [number, number[] | null] | null;
};
/** `v` is the inbox's number of the last change. */
type RoomRow = PlaceRow & {
  v: number;
  epoch: string;
  heard: number;
  isMember: boolean;
  newsAt: number;
  level: Level | null;
  /** Not in rows from before there were calls. */
  calls?: boolean | null;
};
type ThreadRow = PlaceRow & {
  v: number;
  unread: number[] | null;
  concerns: boolean;
  follow: boolean | null;
  isMuted: boolean;
};
type ActivityRow = ActivityEntry & { v: number };
type NoticesRow = Omit<Notices, "calls"> & { calls?: boolean; v: number };
type ReceiptsRow = ReceiptsChoice & { v: number };
type SelfRow = Self & { v: number };
type PreferenceRow = RoomPreference & { v: number };
type SidebarRow = SidebarPreference & { v: number };
type DraftRow = HeldDrafts & { v: number };
type MailRow = MailChoice & { v: number };

/** Of all rows that hold an entry or a part of one. */
export const PREFIXES = [
  "r:",
  "u:",
  "l:",
  "t:",
  "a:",
  "n:",
  "d:",
  "p:",
  "f:",
  "notices",
  "self",
  "sidebar",
  "mail",
  "missed",
  "receipts",
  "w:",
] as const;

export function roomRow(held: HeldRoom, v: number): string {
  const { epoch, newsAt, level, calls, unread } = held;
  const { heard, isMember } = unread;
  return JSON.stringify({
    v,
    epoch,
    heard,
    isMember,
    newsAt,
    level,
    calls,
    ...placeRow(unread),
  } satisfies RoomRow);
}

export function threadRow(thread: ThreadUnread, v: number): string {
  const { concerns, follow, isMuted, unread } = thread;
  return JSON.stringify({
    v,
    concerns,
    follow,
    isMuted,
    unread: inRow(unread),
    ...placeRow(thread),
  } satisfies ThreadRow);
}

export function activityRow(entry: ActivityEntry, v: number): string {
  return JSON.stringify({ ...entry, v } satisfies ActivityRow);
}

export function noticesRow(notices: Notices, v: number): string {
  return JSON.stringify({ ...notices, v } satisfies NoticesRow);
}

export function selfRow(self: Self, v: number): string {
  return JSON.stringify({ ...self, v } satisfies SelfRow);
}

export function preferenceRow(liked: RoomPreference, v: number): string {
  return JSON.stringify({ ...liked, v } satisfies PreferenceRow);
}

export function sidebarRow(sidebar: SidebarPreference, v: number): string {
  return JSON.stringify({ ...sidebar, v } satisfies SidebarRow);
}

export function draftRow(held: HeldDrafts, v: number): string {
  return JSON.stringify({ ...held, v } satisfies DraftRow);
}

export function mailRow(mail: MailChoice, v: number): string {
  return JSON.stringify({ ...mail, v } satisfies MailRow);
}

export function receiptsRow(choice: ReceiptsChoice, v: number): string {
  return JSON.stringify({ ...choice, v } satisfies ReceiptsRow);
}

/** Everything that storage holds, and the number of each entry's last change. */
export async function readInbox(
  storage: Storage,
  meta: Meta,
  pages: NumberPages,
): Promise<{ state: InboxState; versions: Map<string, number> }> {
  const versions = new Map<string, number>();
  const threads = new Map<string, Map<number, ThreadUnread>>();
  for (const [key, row] of await readAll(storage, "t:")) {
    const [, room = "", root = ""] = key.split(":");
    const { v, unread, concerns, follow, isMuted, ...place } = parseRow<ThreadRow>(row);
    const numbers = numbersOf(pages, room, Number(root));
    const held = { unread: numbers("unread", unread), ...placeOf(place, numbers) };
    const thread = { ...held, concerns, follow, isMuted };
    threads.set(room, (threads.get(room) ?? new Map()).set(Number(root), thread));
    versions.set(key, v);
  }
  const rooms = new Map<RoomId, HeldRoom>();
  for (const [key, row] of await readAll(storage, "r:")) {
    const room = v.parse(RoomId, key.slice(2));
    const parsed = parseRow<RoomRow>(row);
    const { v: version, epoch, heard, isMember, newsAt, level, calls = null, ...place } = parsed;
    const held = placeOf(place, numbersOf(pages, room));
    const unread = pages.get(INBOX_KEY.unread(room));
    const all = { heard, isMember, unread, ...held, threads: threads.get(room) ?? new Map() };
    rooms.set(room, { epoch, newsAt, level, calls, unread: all });
    versions.set(key, version);
  }
  const activity = new Map<number, ActivityEntry>();
  for (const [key, row] of await readAll(storage, "a:")) {
    const { v, ...entry } = parseRow<ActivityRow>(row);
    activity.set(entry.id, entry);
    versions.set(key, v);
  }
  const noticesRow = await storage.get(INBOX_KEY.notices);
  const { v: noticesAt, ...kept } = noticesRow
    ? parseRow<NoticesRow>(noticesRow)
    : { v: 0, ...EMPTY_INBOX.notices };
  const notices = { ...EMPTY_INBOX.notices, ...kept };
  if (noticesRow) versions.set(INBOX_KEY.notices, noticesAt);
  const ownRow = await storage.get(INBOX_KEY.self);
  const { v: selfAt, ...self } = ownRow ? parseRow<SelfRow>(ownRow) : { v: 0, ...EMPTY_INBOX.self };
  if (ownRow) versions.set(INBOX_KEY.self, selfAt);
  const chosen = await storage.get(INBOX_KEY.mail);
  const { v: mailAt, ...mail } = chosen ? parseRow<MailRow>(chosen) : { v: 0, ...EMPTY_INBOX.mail };
  if (chosen) versions.set(INBOX_KEY.mail, mailAt);
  const preferences = await readPreferences(storage, versions);
  const drafts = await readDrafts(storage, versions);
  const choiceRow = await storage.get(INBOX_KEY.receipts);
  const { v: choiceAt, ...receipts } = choiceRow
    ? parseRow<ReceiptsRow>(choiceRow)
    : { v: 0, ...EMPTY_INBOX.receipts };
  if (choiceRow) versions.set(INBOX_KEY.receipts, choiceAt);
  const { nextActivity } = meta;
  const state = {
    rooms,
    activity,
    nextActivity,
    notices,
    self,
    mail,
    preferences,
    drafts,
    receipts,
  };
  return { state, versions };
}

async function readPreferences(storage: Storage, versions: Map<string, number>) {
  const rooms = new Map<RoomId, RoomPreference>();
  for (const [key, row] of await readAll(storage, "p:")) {
    const { v: at, ...liked } = parseRow<PreferenceRow>(row);
    rooms.set(v.parse(RoomId, key.slice(2)), liked);
    versions.set(key, at);
  }
  const row = await storage.get(INBOX_KEY.sidebar);
  if (row === undefined) return { rooms, sidebar: NO_PREFERENCES.sidebar };
  const { v: at, ...sidebar } = parseRow<SidebarRow>(row);
  versions.set(INBOX_KEY.sidebar, at);
  return { rooms, sidebar };
}

/** The last written last, as they were before the inbox slept. */
async function readDrafts(storage: Storage, versions: Map<string, number>) {
  const rows = (await readAll(storage, "f:")).map(
    ([key, row]) => [key, parseRow<DraftRow>(row)] as const,
  );
  const drafts = new Map<string, HeldDrafts>();
  for (const [key, { v: at, ...held }] of rows.toSorted(([, a], [, b]) => a.v - b.v)) {
    drafts.set(nameOfPlace(held.place), held);
    versions.set(key, at);
  }
  return drafts;
}

function placeRow({ read, mentions, manual }: PlaceUnread): PlaceRow {
  return {
    read,
    mentions: inRow(mentions),
    manual: manual && [manual.from, inRow(manual.unread)],
  };
}

/** A place's lists, where they are: in the row, or (null) in pages. */
function numbersOf(pages: NumberPages, room: string, root?: number) {
  return (list: ListOfPlace, runs: Runs | null) =>
    runs === null ? pages.get(INBOX_KEY.list(room, list, root)) : setOfRuns(runs);
}

function placeOf(
  { read, mentions, manual }: PlaceRow,
  numbers: ReturnType<typeof numbersOf>,
): Omit<PlaceUnread, "unread"> {
  const byHand = manual && { from: manual[0], unread: numbers("manual", manual[1]) };
  return { read, mentions: numbers("mentions", mentions), manual: byHand };
}

import type { Call } from "#protocol/calls.ts";
import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import type { Held } from "../inbox/held.ts";
import { dayOf } from "../timeline/times.ts";

/** Which kinds of activity are asked for. */
export const KINDS = ["all", "mentions", "replies", "reactions", "invitations"] as const;
export type Kind = (typeof KINDS)[number];

/** What one line of the list tells: one message that concerns somebody, or all reactions of one day to one message. */
export type Listed = {
  key: string;
  what: ActivityEntry["what"];
  room: RoomId;
  /** The message to look at: of reactions, the one they are on. */
  seq: number;
  thread: number | undefined;
  /** When the newest of it happened, in ms since epoch. */
  at: number;
  /** Everything that it tells of, by the inbox's numbers, the newest first. */
  ids: readonly number[];
  /** Each once, the newest first. */
  people: readonly PersonId[];
  emoji: readonly string[];
  /** Of a call: whom it called. */
  calls: Call | undefined;
  /** Of a mention in the room's note: which one. */
  mention: CommandId | undefined;
  isNew: boolean;
  isGone: boolean;
};

export type Day = { at: number; items: readonly Listed[] };

/** What the inbox tells of that can be listed, the newest first: a reaction or invitation that was taken back is as if it had never been. */
export function activityIn({ entries }: Pick<Held, "entries">): ActivityEntry[] {
  const found: ActivityEntry[] = [];
  for (const entry of entries.values()) {
    if (entry.kind === "activity" && !isAsIfNever(entry)) found.push(entry);
  }
  return found.toSorted((a, b) => b.at - a.at || b.id - a.id);
}

function isAsIfNever({ what, isGone }: ActivityEntry): boolean {
  return isGone && (what === "reaction" || what === "invitation");
}

/** Whether it waits to be looked at. What was deleted does not. */
export function isNew({ id, isSeen, isGone }: ActivityEntry, seen: ReadonlySet<number>): boolean {
  return !isSeen && !isGone && !seen.has(id);
}

type Wanted = {
  /** What is on its way to be seen. */
  seen: ReadonlySet<number>;
  kind: Kind;
  isNewOnly: boolean;
};

/** The lines for `entries`, which come newest first. */
export function listed(
  entries: readonly ActivityEntry[],
  { seen, kind, isNewOnly }: Wanted,
): Listed[] {
  const lines = new Map<string, Listed>();
  for (const entry of entries) {
    const isWanted = isOf(entry, kind) && (!isNewOnly || isNew(entry, seen));
    if (!isWanted) continue;
    const key = keyOf(entry);
    const before = lines.get(key);
    lines.set(key, before ? joined(before, entry, seen) : lineOf(entry, key, seen));
  }
  return [...lines.values()];
}

/** Days with what happened in them, as the lines come. */
export function byDay(lines: readonly Listed[]): Day[] {
  const days = new Map<number, { at: number; items: Listed[] }>();
  for (const line of lines) {
    const day = dayOf(line.at);
    const known = days.get(day);
    if (known) known.items.push(line);
    else days.set(day, { at: line.at, items: [line] });
  }
  return [...days.values()];
}

function isOf({ what }: ActivityEntry, kind: Kind): boolean {
  switch (kind) {
    case "all":
      return true;
    case "mentions":
      return what === "mention" || what === "call" || what === "note";
    case "replies":
      return what === "reply";
    case "reactions":
      return what === "reaction";
    case "invitations":
      return what === "invitation";
  }
}

function keyOf({ id, what, room, seq, at }: ActivityEntry): string {
  return what === "reaction" ? `${room} ${seq} ${dayOf(at)}` : String(id);
}

/** The same line for the same entry, so that of a thousand only those are drawn anew that have changed. */
const made = new WeakMap<ActivityEntry, Listed>();

function lineOf(entry: ActivityEntry, key: string, seen: ReadonlySet<number>): Listed {
  const known = made.get(entry);
  if (known?.isNew === isNew(entry, seen)) return known;
  const { id, what, room, seq, thread, at, by, emoji, calls, mention, isGone } = entry;
  const line = {
    key,
    what,
    room,
    seq,
    thread,
    at,
    ids: [id],
    people: [by],
    emoji: emoji === undefined ? [] : [emoji],
    calls,
    mention,
    isNew: isNew(entry, seen),
    isGone,
  };
  made.set(entry, line);
  return line;
}

function joined(line: Listed, entry: ActivityEntry, seen: ReadonlySet<number>): Listed {
  return {
    ...line,
    ids: [...line.ids, entry.id],
    people: [...new Set([...line.people, entry.by])],
    emoji: [...new Set([...line.emoji, ...(entry.emoji === undefined ? [] : [entry.emoji])])],
    isNew: line.isNew || isNew(entry, seen),
  };
}

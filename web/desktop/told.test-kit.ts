import * as v from "valibot";
import {
  nameOf,
  type ActivityEntry,
  type Entry,
  type RoomEntry,
  type ThreadEntry,
} from "#protocol/inbox/entries.ts";
import { PersonId, RoomId, Seq } from "#protocol/ids.ts";
import type { Held } from "../inbox/held.ts";

export const TEA = v.parse(RoomId, "tea");
/** Ann is not in it. */
export const CAKE = v.parse(RoomId, "cake");
const BOB = v.parse(PersonId, "bob");

const place = { read: 0, mentions: [], manual: null, count: 0, first: null };

export function room(heard: number, unread: number[], more: Partial<RoomEntry> = {}): RoomEntry {
  const about = { kind: "room", room: TEA, epoch: "e", isMember: true, newsAt: 0 } as const;
  return { ...about, heard, ...place, unread, level: null, ...more };
}

export function thread(unread: number[], more: Partial<ThreadEntry> = {}): ThreadEntry {
  const about = { kind: "thread", room: TEA, root: v.parse(Seq, 2), concerns: true } as const;
  return { ...about, ...place, unread, follow: null, isMuted: false, ...more };
}

export function activity(seq: number, more: Partial<ActivityEntry> = {}): ActivityEntry {
  const about = { kind: "activity", id: v.parse(Seq, seq), what: "mention", room: TEA } as const;
  const said = { seq: v.parse(Seq, seq), by: BOB, at: 0, isSeen: false, isGone: false };
  return { ...about, ...said, ...more };
}

/** What a browser holds of an inbox; on top of `before`, what it holds of it then. */
export function holding(entries: readonly Entry[], before?: Held): Held {
  const named = entries.map((entry) => [nameOf(entry), entry] as const);
  return { epoch: "one", cursor: 1, entries: new Map([...(before?.entries ?? []), ...named]) };
}

import { useStore } from "zustand";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import { counts } from "../inbox/counts-store.ts";
import { isNewsTo } from "./news-in.ts";

/** How many messages of a room are unread, also where they are not loaded; null: that is not known, as long as the inbox has not told. */
export function useUnreadCount(room: RoomId): number | null {
  return useStore(counts, (all) => all[room]?.count ?? null);
}

/** How many messages of others there are from `from` on; null where some of them are not loaded. */
export function newsFrom(
  timeline: Timeline,
  from: number,
  head: number,
  me: PersonId,
): number | null {
  let count = 0;
  for (let seq = from; seq <= head; seq += 1) {
    const event = eventAt(timeline, seq);
    if (!event) return null;
    if (isNewsTo(event, me)) count += 1;
  }
  return count;
}

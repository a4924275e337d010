import { useMemo, useSyncExternalStore } from "react";
import type { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { counts } from "../inbox/counts-store.ts";
import { news } from "./news.ts";
import { positions } from "./read-position.ts";
import { isUnread } from "./unread.ts";

const NONE: readonly ListedRoom[] = [];

/** Which of these rooms hold something new. Every message changes what is known; drawn anew is only what that makes of it. */
export function useUnread(rooms: readonly ListedRoom[] = NONE): ReadonlySet<RoomId> {
  const unread = useSyncExternalStore(follow, () => [...unreadAmong(rooms)].join(" "));
  return useMemo(() => {
    const ids = new Set<string>(unread.split(" "));
    return new Set(rooms.map(({ id }) => id).filter((id) => ids.has(id)));
  }, [rooms, unread]);
}

function follow(changed: () => void): () => void {
  const stops = [positions, news, counts].map((store) => store.subscribe(changed));
  return () => stops.forEach((stop) => stop());
}

/** The same for whoever asks once. */
export function unreadAmong(
  rooms: readonly ListedRoom[],
  known = news.getState(),
  { read, since } = positions.getState(),
  told = counts.getState(),
): ReadonlySet<RoomId> {
  const unread = rooms.filter(({ id, lastAt }) => {
    const count = told[id];
    // Until the inbox has told of a room, times say whether something is surely there.
    if (!count) return isUnread({ lastAt, news: known[id], read: read[id], since });
    return count.first !== null || read[id]?.manual !== undefined;
  });
  return new Set(unread.map(({ id }) => id));
}

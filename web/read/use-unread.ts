import { useMemo } from "react";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { news } from "./news.ts";
import { positions } from "./read-position.ts";
import { isUnread } from "./unread.ts";

const NONE: readonly ListedRoom[] = [];

/** Which of these rooms hold something new. */
export function useUnread(rooms: readonly ListedRoom[] = NONE): ReadonlySet<RoomId> {
  const { read, since } = useStore(positions);
  const known = useStore(news);
  return useMemo(() => unreadAmong(rooms, known, { read, since }), [rooms, known, read, since]);
}

/** The same for whoever asks once. */
export function unreadAmong(
  rooms: readonly ListedRoom[],
  known = news.getState(),
  { read, since } = positions.getState(),
): ReadonlySet<RoomId> {
  const unread = rooms.filter(({ id, lastAt }) =>
    isUnread({ lastAt, news: known[id], read: read[id], since }),
  );
  return new Set(unread.map(({ id }) => id));
}

import type { RoomId } from "#protocol/ids.ts";
import { type Positions } from "../read/positions.ts";
import type { KnownThread } from "./known-threads.ts";
import type { ThreadPreferences } from "./thread-preferences.ts";
import { keyOf } from "../place.ts";

/** How a person stands to a thread: whether they follow it, and how much in it is new to them. */
export type Standing = {
  isFollowed: boolean;
  isMuted: boolean;
  /** Where they have not read on: the numbers of what others said, oldest first. Also of threads that they do not follow. */
  unread: readonly number[];
  /** Something new that they want to hear of. */
  hasNews: boolean;
};

type Kept = { positions: Positions; preferences: ThreadPreferences };

/** Pure. What was also said to the room is read by reading the room. */
export function standingOf(
  room: RoomId,
  { root, concern, news, own }: Pick<KnownThread, "root" | "concern" | "news" | "own">,
  { positions: { read, since }, preferences }: Kept,
): Standing {
  const key = keyOf({ room, thread: root });
  const isMuted = preferences.muted.includes(key);
  const isFollowed = preferences.followed[key] ?? concern !== null;
  const { seq: seen, manual } = read[key] ?? {};
  const seenInRoom = read[room]?.seq ?? 0;
  const found = news
    .filter(({ seq, at, isInRoom }) => {
      if (manual !== undefined) return seq >= manual;
      if (isInRoom && seq <= seenInRoom) return false;
      // Where nobody has told how far it was read: what is older than one's own word, or one's coming to this device, is no news.
      return seen === undefined ? at > since && seq > own : seq > seen;
    })
    .map(({ seq }) => seq);
  // Marked unread from what is not loaded, or from one's own word.
  const unread = manual !== undefined && found.length === 0 ? [manual] : found;
  return { isFollowed, isMuted, unread, hasNews: isFollowed && !isMuted && unread.length > 0 };
}

import type { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { roomPath } from "../room/room-address.ts";
import type { Found } from "./found.ts";
import { matchOf, rankOf, type Standing } from "./rank.ts";

type Around = {
  rooms: readonly ListedRoom[];
  /** Where one was lately, the last one first. */
  recent: readonly RoomId[];
  /** Where one is: whoever asks for a room wants another one first. */
  current: RoomId | null;
  unread: ReadonlySet<RoomId>;
};

const byName = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** Rooms by what is typed; by nothing, those one was in lately and then the others one is in. `notJoined` is said of strange ones. */
export function findRooms(words: string, around: Around, notJoined: string): Found[] {
  const { rooms, recent, current, unread } = around;
  const lateness = new Map(recent.map((id, at) => [id, at]));
  const whenOf = ({ id }: ListedRoom) =>
    id === current ? recent.length : (lateness.get(id) ?? recent.length + 1);
  return rooms
    .flatMap((room) => {
      const match = matchOf(room.name, words);
      if (match === null || (words === "" && !room.joined)) return [];
      return [{ room, ranges: match.ranges, rank: rankOf(match, standingOf(room, lateness)) }];
    })
    .toSorted(
      (a, b) =>
        // Nothing typed: as one was there. Something typed: as it answers, and then as one was there.
        (words === "" ? 0 : a.rank - b.rank) ||
        whenOf(a.room) - whenOf(b.room) ||
        Number(unread.has(b.room.id)) - Number(unread.has(a.room.id)) ||
        byName.compare(a.room.name, b.room.name),
    )
    .map(({ room, ranges, rank }) => ({
      kind: "room",
      key: `room ${room.id}`,
      title: room.name,
      ranges,
      note: room.joined ? room.topic : notJoined,
      rank,
      href: roomPath(room.id),
      isUnread: unread.has(room.id),
    }));
}

function standingOf(room: ListedRoom, lateness: ReadonlyMap<RoomId, number>): Standing {
  if (!room.joined) return "other";
  return lateness.has(room.id) ? "recent" : "joined";
}

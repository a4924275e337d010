import type { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import type { RoomPreferences, SectionName } from "./room-preferences.ts";

export type SidebarRoom = { room: ListedRoom; isMuted: boolean; isUnread: boolean };
export type Section = { name: SectionName; isFolded: boolean; rooms: readonly SidebarRoom[] };

/**
 * The rooms one is in, as the sidebar shows them. Starred ones stand where they were put. Of the others, muted
 * ones come last; they are never called unread. A folded section still shows
 * what is new in it, and where one is.
 */
export function sectionsOf(
  rooms: readonly ListedRoom[],
  preferences: RoomPreferences,
  unread: ReadonlySet<RoomId>,
  current: RoomId | null,
): readonly Section[] {
  const starred = new Set(preferences.starred);
  const muted = new Set(preferences.muted);
  const all = rooms
    .map((room) => {
      const isMuted = muted.has(room.id);
      return { room, isMuted, isUnread: unread.has(room.id) && !isMuted };
    })
    .toSorted(comparing(preferences));
  const section = (name: SectionName, isIn: (room: ListedRoom) => boolean): Section => {
    const isFolded = preferences.folded.includes(name);
    const inIt = all.filter(({ room }) => isIn(room));
    const shown = inIt.filter(({ room, isUnread }) => isUnread || room.id === current);
    return { name, isFolded, rooms: isFolded ? shown : inIt };
  };
  const sections = [section("rooms", ({ id }) => !starred.has(id))];
  // Who has starred nothing needs no place for it.
  if (rooms.some(({ id }) => starred.has(id))) {
    const { rooms: inAnyOrder, ...rest } = section("starred", ({ id }) => starred.has(id));
    const places = new Map(preferences.starred.map((id, place) => [id, place]));
    const place = ({ room }: SidebarRoom) => places.get(room.id) ?? 0;
    sections.unshift({ ...rest, rooms: inAnyOrder.toSorted((a, b) => place(a) - place(b)) });
  }
  return sections;
}

const byName = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

function comparing({ order, isUnreadFirst }: RoomPreferences) {
  return (a: SidebarRoom, b: SidebarRoom): number =>
    Number(a.isMuted) - Number(b.isMuted) ||
    (isUnreadFirst ? Number(b.isUnread) - Number(a.isUnread) : 0) ||
    (order === "recent" ? (b.room.lastAt ?? 0) - (a.room.lastAt ?? 0) : 0) ||
    byName.compare(a.room.name, b.room.name);
}

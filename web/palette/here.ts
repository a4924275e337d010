import type { RoomId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { directory } from "../directory/directory.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { unreadAmong } from "../read/use-unread.ts";
import { readRoomAddress } from "../room/room-address.ts";
import { roomActions, type RoomActions } from "../room/room-actions.ts";
import { sessionStore } from "../session/session.ts";
import { roomPreferences } from "../sidebar/room-preferences.ts";
import { sectionsOf } from "../sidebar/room-sections.ts";

/** Where somebody is and what there is around: all that commands decide by. */
export type Here = {
  role: CommunityRole;
  /** The room on the page. */
  room: ListedRoom | null;
  isStarred: boolean;
  isMuted: boolean;
  /** The rooms one is in, in the order in which the sidebar shows them, also where it is folded. */
  rooms: readonly { id: RoomId; isUnread: boolean }[];
  actions: RoomActions;
};

/** As it is at this moment; null when nobody is signed in. */
export function lookAround(): Here | null {
  const who = sessionStore.getState();
  if (who.at !== "signed_in") return null;
  const known = directory.store.getState().data ?? [];
  const joined = known.filter((room) => room.joined);
  const preferences = roomPreferences.getState();
  const sections = sectionsOf(joined, { ...preferences, folded: [] }, unreadAmong(joined), null);
  const current = currentRoom();
  return {
    role: who.person.role,
    room: known.find(({ id }) => id === current) ?? null,
    isStarred: preferences.starred.some((id) => id === current),
    isMuted: preferences.muted.some((id) => id === current),
    rooms: sections.flatMap(({ rooms }) =>
      rooms.map(({ room, isUnread }) => ({ id: room.id, isUnread })),
    ),
    actions: roomActions.getState(),
  };
}

/** The room that is on the page. */
export function currentRoom(): RoomId | null {
  return roomAt(window.location.pathname);
}

/** The room that an address names. */
export function roomAt(path: string): RoomId | null {
  const [, id, number] = /^\/rooms\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  return id === undefined ? null : (readRoomAddress(id, number)?.room ?? null);
}

import { useStore } from "zustand";
import type { Level } from "#protocol/inbox/entries.ts";
import { callsIn, levelIn } from "#protocol/inbox/level-in.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { useText } from "../i18n/i18n.ts";
import { chooseCalls, chooseLevel, useCalls, useLevel, useNotices } from "../inbox/notices.ts";
import { useMay } from "../session/use-may.ts";
import { openNote } from "../room/open-beside.ts";
import { ask } from "../shell/asked.ts";
import type { MenuItem } from "../ui/menu.tsx";
import { copyRoomLink } from "./copy-room-link.ts";
import { markRoomsRead } from "../read/mark-rooms-read.ts";
import { roomMenuText } from "./room-menu.text.ts";
import { muteRoom, roomPreferences, starRoom } from "./room-preferences.ts";
import { moveBy, useStarredBeside } from "./starred-beside.ts";

type AboutRoom = {
  room: Pick<ListedRoom, "id" | "name" | "lastAt">;
  isUnread: boolean;
  /** It is the room on the page, and on a phone this menu is the only way to its note. */
  isOpen?: boolean;
  /** Somebody else has changed its note. */
  hasNoteNews?: boolean;
  /** Only where the room is open: asks for a day to go to. */
  onJumpToDate?: (() => void) | undefined;
};

/** What one can do with a room: the same in the sidebar as in the room itself. */
export function useRoomItems(about: AboutRoom): readonly MenuItem[] {
  const { room, isUnread, isOpen = false, hasNoteNews = false, onJumpToDate } = about;
  const t = useText(roomMenuText);
  const isStarred = useStore(roomPreferences, ({ starred }) => starred.includes(room.id));
  const isMuted = useStore(roomPreferences, ({ muted }) => muted.includes(room.id));
  const mayInvite = useMay("room.invite");
  const usual = useNotices().level;
  const level = levelIn(useLevel(room.id), usual, isMuted);
  const usualCalls = callsIn(null, useCalls() ?? true, isMuted);
  const calls = useCalls(room.id) ?? usualCalls;
  const beside = useStarredBeside(room.id);
  const choose = (wished: Level) => () => {
    // Whoever wants to hear everything of a room does not want it muted.
    if (wished === "everything" && isMuted) muteRoom(room.id, false);
    // What is chosen for all rooms needs no choice here.
    chooseLevel(room.id, wished === usual ? null : wished);
  };
  const note = { says: hasNoteNews ? t.changedNote : t.note, onChoose: () => openNote(room.id) };
  return [
    ...(isOpen ? [note] : []),
    ...(isUnread && !isMuted
      ? [{ says: t.markRead, onChoose: () => void markRoomsRead([room]) }]
      : []),
    { says: isStarred ? t.unstar : t.star, onChoose: () => starRoom(room.id, !isStarred) },
    ...(beside?.above
      ? [{ says: t.moveUp, onChoose: () => void moveBy(room, beside.above ?? null) }]
      : []),
    ...(beside?.below
      ? [{ says: t.moveDown, onChoose: () => void moveBy(room, beside.afterBelow) }]
      : []),
    { says: isMuted ? t.unmute : t.mute, onChoose: () => muteRoom(room.id, !isMuted) },
    { says: t.tellEverything, isChosen: level === "everything", onChoose: choose("everything") },
    { says: t.tellMentions, isChosen: level === "mentions", onChoose: choose("mentions") },
    { says: t.tellNothing, isChosen: level === "nothing", onChoose: choose("nothing") },
    {
      says: t.tellCalls,
      isChecked: calls,
      onChoose: () => chooseCalls(!calls === usualCalls ? null : !calls, room.id),
    },
    ...(mayInvite
      ? [{ says: t.invite, onChoose: () => ask({ what: "inviteInto" as const, room: room.id }) }]
      : []),
    ...(isOpen ? [] : [note]),
    { says: t.copyLink, onChoose: () => void copyRoomLink(room.id) },
    ...(onJumpToDate ? [{ says: t.jumpToDate, onChoose: onJumpToDate }] : []),
    {
      says: t.leave,
      isDangerous: true,
      onChoose: () => ask({ what: "leave", room: room.id, name: room.name }),
    },
  ];
}

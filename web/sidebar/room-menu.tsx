import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { ask } from "../shell/asked.ts";
import { ContextMenu } from "../ui/context-menu.tsx";
import { copyRoomLink } from "./copy-room-link.ts";
import { markRoomRead } from "./mark-room-read.ts";
import { roomMenuText } from "./room-menu.text.ts";
import { muteRoom, roomPreferences, starRoom } from "./room-preferences.ts";
import type { MenuWish } from "./room-row.tsx";

/** What one can do with a room without going there. */
export function RoomMenu({ wish, onClose }: { wish: MenuWish; onClose: () => void }) {
  const t = useText(roomMenuText);
  const { room, isMuted, isUnread } = wish.shown;
  const isStarred = useStore(roomPreferences, ({ starred }) => starred.includes(room.id));

  return (
    <ContextMenu
      key={`${room.id} ${wish.x}`}
      label={t.menuOf({ name: room.name })}
      at={wish}
      onClose={onClose}
      items={[
        ...(isUnread ? [{ says: t.markRead, onChoose: () => markRoomRead(room) }] : []),
        {
          says: isStarred ? t.unstar : t.star,
          onChoose: () => starRoom(room.id, !isStarred),
        },
        { says: isMuted ? t.unmute : t.mute, onChoose: () => muteRoom(room.id, !isMuted) },
        { says: t.copyLink, onChoose: () => void copyRoomLink(room.id) },
        {
          says: t.leave,
          isDangerous: true,
          onChoose: () => ask({ what: "leave", room: room.id, name: room.name }),
        },
      ]}
    />
  );
}

import { useMemo } from "react";
import { useStore } from "zustand";
import { useListedRoom } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { useUnread } from "../read/use-unread.ts";
import { useRoomItems } from "../sidebar/room-items.ts";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { roomActions } from "./room-actions.ts";
import type { RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { useRoomView } from "./use-room.ts";

/** What else one can do with the room that is open. */
export function RoomMore({ handle }: { handle: RoomHandle }) {
  const t = useText(roomText);
  const name = useRoomView(handle, (view) => view.room.info?.name ?? "");
  const listed = useListedRoom(handle.id);
  const listedRooms = useMemo(() => listed && [listed], [listed]);
  const isUnread = useUnread(listedRooms).has(handle.id);
  const onJumpToDate = useStore(roomActions, ({ jumpToDate }) => jumpToDate);
  const lastAt = listed?.lastAt ?? null;
  const items = useRoomItems({
    room: { id: handle.id, name, lastAt },
    isUnread,
    isOpen: true,
    onJumpToDate,
  });
  return (
    <Menu look="icon" label={t.more} items={items}>
      <MoreIcon />
    </Menu>
  );
}

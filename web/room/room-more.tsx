import { useMemo } from "react";
import { useStore } from "zustand";
import { useListedRoom } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { useNoteNews } from "../notes/note-news.ts";
import { useUnread } from "../read/use-unread.ts";
import { usePhone } from "../shell/widths.ts";
import { useRoomItems } from "../sidebar/room-items.ts";
import { Dot } from "../ui/dot.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { roomActions } from "./room-actions.ts";
import css from "./room-header.module.css";
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
  const hasNoteNews = useNoteNews(handle);
  const items = useRoomItems({
    room: { id: handle.id, name, lastAt },
    isUnread,
    isOpen: true,
    hasNoteNews,
    onJumpToDate,
  });
  // Elsewhere the note has a button of its own, which says so.
  const isTold = usePhone() && hasNoteNews;
  return (
    <Menu look="icon" label={isTold ? t.moreAndNote : t.more} items={items}>
      <span className={css["more"]}>
        <MoreIcon />
        {isTold && <Dot says={t.moreAndNote} />}
      </span>
    </Menu>
  );
}

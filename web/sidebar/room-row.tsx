import { memo, type MouseEvent } from "react";
import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { UnreadBadge } from "../inbox/unread-badge.tsx";
import { roomPath } from "../room/room-address.ts";
import { MoreIcon } from "../ui/icons.tsx";
import { PencilIcon } from "../ui/more-icons.tsx";
import css from "./room-row.module.css";
import type { SidebarRoom } from "./room-sections.ts";
import { sidebarText } from "./sidebar.text.ts";

/** Which room's menu is asked for, and where: beside an element, or where a pointer is. */
export type MenuWish = { shown: SidebarRoom; anchor: HTMLElement; x?: number; y?: number };

type RoomRowProps = {
  shown: SidebarRoom;
  isCurrent: boolean;
  hasDraft: boolean;
  /** The one row that Tab reaches; arrows lead on. */
  isTabStop: boolean;
  onMenu: (wish: MenuWish) => void;
};

/** A room in the sidebar: the way in, what is new, and its menu by right click, long press, key or button. */
export const RoomRow = memo(function RoomRow(props: RoomRowProps) {
  const { shown, isCurrent, hasDraft, isTabStop, onMenu } = props;
  const t = useText(sidebarText);
  const { room, isMuted, isUnread } = shown;

  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const { nativeEvent: native, clientX: x, clientY: y, currentTarget } = event;
    const anchor = currentTarget.querySelector("a") ?? currentTarget;
    const isPointed = native instanceof PointerEvent && native.pointerType !== "";
    onMenu({ shown, anchor, ...(isPointed && { x, y }) });
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- It bubbles up from the link, whose menu this is.
    <li
      className={css["row"]}
      data-current={isCurrent || undefined}
      data-unread={isUnread || undefined}
      data-muted={isMuted || undefined}
      onContextMenu={openMenu}
    >
      <Link
        href={roomPath(room.id)}
        className={css["link"]}
        data-room={room.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isCurrent ? "page" : undefined}
        title={room.name}
      >
        <bdi className={css["name"]}>{room.name}</bdi>
        {isMuted && <span className="only-heard">, {t.muted}</span>}
        {hasDraft && (
          <span className={css["draft"]} title={t.draft}>
            <PencilIcon size={14} />
            <span className="only-heard">, {t.draft}</span>
          </span>
        )}
        <UnreadBadge room={room.id} isUnread={isUnread} isMuted={isMuted} />
      </Link>
      <button
        type="button"
        className={css["more"]}
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="menu"
        aria-label={t.more({ name: room.name })}
        title={t.more({ name: room.name })}
        onClick={({ currentTarget }) => onMenu({ shown, anchor: currentTarget })}
      >
        <MoreIcon size={18} />
      </button>
    </li>
  );
});

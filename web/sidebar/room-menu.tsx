import { useText } from "../i18n/i18n.ts";
import { ContextMenu } from "../ui/context-menu.tsx";
import { useRoomItems } from "./room-items.ts";
import { roomMenuText } from "./room-menu.text.ts";
import type { MenuWish } from "./room-row.tsx";

/** What one can do with a room without going there. */
export function RoomMenu({ wish, onClose }: { wish: MenuWish; onClose: () => void }) {
  const t = useText(roomMenuText);
  const { room } = wish.shown;
  const items = useRoomItems(wish.shown);

  return (
    <ContextMenu
      key={`${room.id} ${wish.x}`}
      label={t.menuOf({ name: room.name })}
      at={wish}
      onClose={onClose}
      items={items}
    />
  );
}

import type { RoomId } from "#protocol/ids.ts";
import { roomPath } from "../room/room-address.ts";
import { tell } from "../ui/tell.ts";
import { copyText } from "../ui/copy-text.ts";
import { roomMenuText } from "./room-menu.text.ts";

/** Puts the room's address on the clipboard, and says so. */
export async function copyRoomLink(room: RoomId): Promise<void> {
  const isCopied = await copyText(window.location.origin + roomPath(room));
  const t = roomMenuText.get();
  tell(isCopied ? t.copied : t.notCopied);
}

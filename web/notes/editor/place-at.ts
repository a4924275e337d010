import type { RoomId } from "#protocol/ids.ts";
import { readRoomAddress } from "../../room/room-address.ts";

/** The room of this community, or the message in it, that an address leads to; null: another page. */
export function placeAt(href: string): { room: RoomId; seq: number | null } | null {
  const url = URL.parse(href);
  // Threads and versions of notes say more than a room and a number do.
  if (!url || url.origin !== location.origin || url.search !== "") return null;
  const [, part, id = "", number, ...rest] = url.pathname.split("/");
  const address = part === "rooms" && rest.length === 0 ? readRoomAddress(id, number) : null;
  return address && { room: address.room, seq: address.at };
}

import type { Watching } from "#protocol/inbox/presence.ts";
import { readRoomAddress } from "../room/room-address.ts";
import { readBeside } from "../room/beside-address.ts";

/** The room that the address names, and the thread beside it. */
export function watching(): Watching | null {
  const [, part, id = "", number] = location.pathname.split("/");
  const address = part === "rooms" ? readRoomAddress(id, number) : null;
  if (!address) return null;
  const threads = readBeside(location.search);
  return threads?.at === "thread"
    ? { room: address.room, thread: threads.root }
    : { room: address.room };
}

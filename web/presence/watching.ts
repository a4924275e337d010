import type { Watching } from "#protocol/inbox/presence.ts";
import { readRoomAddress } from "../room/room-address.ts";
import { readThreads } from "../threads/threads-address.ts";

/** The room that the address names, and the thread beside it. */
export function watching(): Watching | null {
  const [, part, id = "", number] = location.pathname.split("/");
  const address = part === "rooms" ? readRoomAddress(id, number) : null;
  if (!address) return null;
  const threads = readThreads(location.search);
  return threads?.at === "thread"
    ? { room: address.room, thread: threads.root }
    : { room: address.room };
}

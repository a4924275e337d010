import type { RoomId } from "#protocol/ids.ts";
import { directory, refreshDirectory } from "../directory/directory.ts";
import type { Message } from "./desk.ts";

/** Who asks this person into a room, by its number there, as the directory has it now; nobody where it does not stand any more. */
export async function askInvitation(
  room: RoomId,
  seq: number,
): Promise<ReadonlyMap<number, Message> | null> {
  await refreshDirectory();
  const { data } = directory.store.getState();
  if (!data) return null;
  const listed = data.find(({ id }) => id === room);
  if (!listed?.invitation) return new Map();
  const { name: author, at } = listed.invitation;
  return new Map([[seq, { at, author, roomName: listed.name, words: "" }]]);
}

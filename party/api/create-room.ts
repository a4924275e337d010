import { claimRoom, openRoom, releaseRoom } from "#db/rooms.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer, Author } from "../rooms.ts";
import type { World } from "./world.ts";

/** The name and topic are clean already. `id` is the room's and also its first command's. */
export type Creation = { id: CommandId; room: RoomId; name: string; topic: string };

/**
 * Claims the name, creates the room, opens the directory's row. It may stop at any point: repeating it with the same
 * id goes on from there, and otherwise the room's own archive opens the row, or the name becomes free again.
 */
export async function createRoom(
  { database, rooms, now }: World,
  by: Author,
  { id, room, name, topic }: Creation,
): Promise<Answer<null>> {
  const listed = { id: room, name, topic, by: by.person };
  const claim = await claimRoom(database, listed, now());
  if (claim === "open") return { ok: true, value: null };
  if (claim === "name_taken") return { ok: false, refusal: refusal("room_name_taken") };
  if (claim === "other") return { ok: false, refusal: refusal("id_reused") };
  const done = await rooms.command(room, by, { type: "room.create", id, name, topic });
  if (done.ok) {
    await openRoom(database, listed, now());
    return { ok: true, value: null };
  }
  // What may still succeed keeps its name: the client comes again with the same id.
  if (!done.refusal.retryable) await releaseRoom(database, listed);
  return done;
}

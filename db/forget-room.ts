import type { RoomId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";

/** Nobody is in it, and nobody but its founder, who has left the community since, ever did anything there. */
const IS_LITTER = `not exists (select 1 from memberships where room_id = ?1)
  and exists (select 1 from rooms join accounts on accounts.id = rooms.created_by
    where rooms.id = ?1 and accounts.kind = 'departed')
  and not exists (select 1 from events join rooms on rooms.id = events.room_id
    where events.room_id = ?1 and events.by <> rooms.created_by)`;

/** Each comes before what it is found by. */
const OF_A_ROOM = [
  "messages where room_id = ?1",
  "invitations where room_id = ?1",
  "bookmarks where room_id = ?1",
  "invites where room_id = ?1",
  "erasures where room_id = ?1",
  "archive_epochs where room_id = ?1",
];

/**
 * Takes a room that was one person's alone, who has deleted their account, out of the directory and the archive. Its object keeps its log,
 * to which nothing leads any more. False for any other room, and then nothing has changed. Safe to repeat.
 */
export async function forgetRoom(database: Database, room: RoomId): Promise<boolean> {
  const results = await writeBatch(database, [
    ...OF_A_ROOM.map((what) => ({
      sql: `delete from ${what} and ${IS_LITTER}`,
      args: [room],
    })),
    // From here on the directory's row alone tells that it was one: its events say so no more.
    { sql: `delete from events where room_id = ?1 and ${IS_LITTER}`, args: [room] },
    { sql: `delete from rooms where id = ?1 and ${IS_LITTER}`, args: [room] },
    { sql: "select 1 from rooms where id = ?1", args: [room] },
  ]);
  return results.at(-1)?.rows.length === 0;
}

import { eq } from "drizzle-orm";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { memberships } from "./schema/rooms.ts";

/** Someone came into a room or left it, as the room has just said. */
export type Change = { room: RoomId; person: PersonId; isMember: boolean; at: number };

/**
 * Tells the directory at once what the room's own archive will tell it a second later, so that whoever joins a room
 * finds themselves in it. Safe to repeat and to lose: the archive has the last word.
 */
export async function noteMembership(
  database: Database,
  { room, person, isMember, at }: Change,
): Promise<void> {
  const change = isMember
    ? {
        // Whoever has deleted their account since stays away: nothing would take them out again.
        sql: `insert into memberships (room_id, person_id, role, since) select ?1, ?2, 'member', ?3
          where not exists (select 1 from accounts where id = ?2 and kind = 'departed')
          on conflict do nothing`,
        args: [room, person, at],
      }
    : {
        sql: "delete from memberships where room_id = ? and person_id = ?",
        args: [room, person],
      };
  await writeBatch(database, [
    change,
    {
      sql: `update rooms set members = (select count(*) from memberships where room_id = ?1)
        where id = ?1`,
      args: [room],
    },
  ]);
}

/** The rooms that this person is in, as far as the directory knows. */
export async function roomsOf(database: Database, person: PersonId): Promise<RoomId[]> {
  const rows = await database.ask
    .select({ room: memberships.roomId })
    .from(memberships)
    .where(eq(memberships.personId, person));
  return rows.map(({ room }) => room);
}

import type { CommandId, RoomId } from "#protocol/ids.ts";
import type { Database } from "./client.ts";

/** Which of these ids the archive of a room holds already, however long ago. */
export async function knownIds(
  database: Database,
  room: RoomId,
  ids: readonly CommandId[],
): Promise<Set<CommandId>> {
  const { rows } = await database.client.execute({
    sql: `select value as id from json_each(?2)
      where exists (select 1 from events where room_id = ?1 and events.id = value)`,
    args: [room, JSON.stringify(ids)],
  });
  const known = new Set(rows.map((row) => row["id"]));
  return new Set(ids.filter((id) => known.has(id)));
}

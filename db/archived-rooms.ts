import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { Database } from "./client.ts";

const ArchivedRoom = v.object({
  id: RoomId,
  /** Null where the directory has lost the room. */
  name: v.nullable(v.string()),
  /** The newest number that is archived, of the life that may write; 0 when there is none. */
  archived: v.number(),
});
export type ArchivedRoom = v.InferOutput<typeof ArchivedRoom>;

/** Every room that the directory or the archive knows, by name. */
export async function archivedRooms(database: Database): Promise<ArchivedRoom[]> {
  const { rows } = await database.client.execute(
    `select ids.id, rooms.name, coalesce((
        select max(seq) from events
        where events.room_id = ids.id and events.epoch = archive_epochs.epoch), 0) as archived
      from (select id from rooms where opened_at is not null union select room_id from archive_epochs) as ids
      left join rooms on rooms.id = ids.id
      left join archive_epochs on archive_epochs.room_id = ids.id
      order by rooms.name is null, rooms.name_key, ids.id`,
  );
  return rows.map((row) => v.parse(ArchivedRoom, row));
}

import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId, RoomId } from "#protocol/ids.ts";

/**
 * Rooms that still have to forget what someone was called who has deleted their account. A row goes when the archive has the room's
 * own word for it, because from then on not even the loss of the room can bring the name back. Their inbox has a row here too, under
 * the name that stands in a room's place (db/erasures.ts), until it has answered.
 */
export const erasures = sqliteTable(
  "erasures",
  {
    personId: text("person_id").$type<PersonId>().notNull(),
    roomId: text("room_id").$type<RoomId>().notNull(),
    /** When the room was last told, in ms since epoch; 0: never. */
    toldAt: integer("told_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.roomId] }),
    index("erasures_by_age").on(table.toldAt),
  ],
);

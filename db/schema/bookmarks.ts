import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId, RoomId } from "#protocol/ids.ts";

/** Messages that somebody keeps at hand, by their numbers: their words stay where they are, and go when they are deleted there. */
export const bookmarks = sqliteTable(
  "bookmarks",
  {
    personId: text("person_id").$type<PersonId>().notNull(),
    roomId: text("room_id").$type<RoomId>().notNull(),
    seq: integer("seq").notNull(),
    savedAt: integer("saved_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.roomId, table.seq] }),
    index("bookmarks_of_person").on(table.personId, table.savedAt),
  ],
);

import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";

/** Every event of every room, as the room wrote it. */
export const events = sqliteTable(
  "events",
  {
    roomId: text("room_id").$type<RoomId>().notNull(),
    /** Which life of the room's storage gave the number. */
    epoch: text("epoch").notNull(),
    seq: integer("seq").notNull(),
    id: text("id").$type<CommandId>().notNull(),
    at: integer("at").notNull(),
    by: text("by").$type<PersonId>().notNull(),
    type: text("type").notNull(),
    json: text("json").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.epoch, table.seq] }),
    // Import asks which ids are known, long after the room has forgotten them.
    index("events_by_id").on(table.roomId, table.id),
    // Finds a person's last membership event without walking past everything they said.
    index("events_of_membership")
      .on(table.roomId, table.epoch, table.by, table.seq)
      .where(sql`type <> 'message.posted'`),
  ],
);

/** What was said, for search. `rowid` is a real column because a full-text index will refer to it. */
export const messages = sqliteTable(
  "messages",
  {
    rowid: integer("rowid").primaryKey(),
    id: text("id").$type<CommandId>().notNull(),
    roomId: text("room_id").$type<RoomId>().notNull(),
    epoch: text("epoch").notNull(),
    seq: integer("seq").notNull(),
    by: text("by").$type<PersonId>().notNull(),
    at: integer("at").notNull(),
    body: text("body").notNull(),
    action: integer("action", { mode: "boolean" }).notNull(),
    /** The edit that gave it this text; null: none has. */
    editedSeq: integer("edited_seq"),
  },
  // An id belongs to its author: someone who copies another's id must not keep either message out of the search.
  (table) => [uniqueIndex("messages_by_id").on(table.roomId, table.id, table.by)],
);

/** Which life of each room's storage may write here. An older one is refused (docs/decisions/0014). */
export const archiveEpochs = sqliteTable("archive_epochs", {
  roomId: text("room_id").$type<RoomId>().primaryKey(),
  epoch: text("epoch").notNull(),
  /** What orders it: `epochRank` in protocol/epoch.ts. */
  rank: text("rank").notNull(),
});

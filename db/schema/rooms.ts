import { integer, primaryKey, sqliteTable, text, index } from "drizzle-orm/sqlite-core";
import type { PersonId, RoomId } from "#protocol/ids.ts";

/**
 * The directory. A room's own log is the truth; nothing here refers to accounts by key, so that the archive of a room
 * never fails because of another table.
 */
export const rooms = sqliteTable("rooms", {
  id: text("id").$type<RoomId>().primaryKey(),
  name: text("name").notNull(),
  /** The name as it is compared. Null when a failed creation has lost its claim to the name. */
  nameKey: text("name_key").unique(),
  topic: text("topic").notNull(),
  createdBy: text("created_by").$type<PersonId>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** When the room itself said that it exists; null while it is being created. */
  openedAt: integer("opened_at"),
  members: integer("members").notNull(),
  /** The time of the newest message; null before the first. */
  lastAt: integer("last_at"),
});

/** A copy of who was asked into a room and has not come yet. The room decides, this answers "where am I invited?". */
export const invitations = sqliteTable(
  "invitations",
  {
    roomId: text("room_id").$type<RoomId>().notNull(),
    personId: text("person_id").$type<PersonId>().notNull(),
    by: text("by").$type<PersonId>().notNull(),
    at: integer("at").notNull(),
    /** The room's event that it is by, and the life of the room that it belongs to. */
    seq: integer("seq").notNull(),
    epoch: text("epoch").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.personId] }),
    index("invitations_of_person").on(table.personId),
  ],
);

/** A copy of who is in a room. The room decides, this answers "which rooms am I in?". */
export const memberships = sqliteTable(
  "memberships",
  {
    roomId: text("room_id").$type<RoomId>().notNull(),
    personId: text("person_id").$type<PersonId>().notNull(),
    role: text("role", { enum: ["owner", "member"] }).notNull(),
    since: integer("since").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.personId] }),
    index("memberships_of_person").on(table.personId),
  ],
);

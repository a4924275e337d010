import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CommunityDoor } from "#protocol/community-door.ts";

/** One deployment is one community, so this table has one row, or none before it is founded. */
export const community = sqliteTable(
  "community",
  {
    id: integer("id").primaryKey(),
    name: text("name").notNull(),
    /** Who may come in: anyone, whoever holds an invite, or nobody. */
    door: text("door", { enum: CommunityDoor.options }).notNull().default("invite"),
    /** For how long people may edit what they have said; null: for ever. */
    editWindowMs: integer("edit_window_ms"),
    foundedBy: text("founded_by").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [check("community_is_one", sql`${table.id} = 1`)],
);

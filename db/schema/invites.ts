import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#protocol/ids.ts";
import { accounts } from "./accounts.ts";

export const invites = sqliteTable("invites", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  createdBy: text("created_by")
    .$type<PersonId>()
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" }),
  maxUses: integer("max_uses").notNull(),
  uses: integer("uses").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  revokedAt: integer("revoked_at"),
});

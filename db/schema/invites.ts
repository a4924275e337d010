import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { accounts } from "./accounts.ts";

export const invites = sqliteTable("invites", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  createdBy: text("created_by")
    .$type<PersonId>()
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** What whoever comes in by it becomes. */
  role: text("role", { enum: ["member", "guest"] })
    .notNull()
    .default("member"),
  /** A room that they are brought into at once. */
  roomId: text("room_id").$type<RoomId>(),
  /** Only for addresses of this domain, which have to be proved. */
  emailDomain: text("email_domain"),
  maxUses: integer("max_uses").notNull(),
  uses: integer("uses").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  revokedAt: integer("revoked_at"),
});

import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";

export const accounts = sqliteTable(
  "accounts",
  {
    id: text("id").$type<PersonId>().primaryKey(),
    /**
     * A placeholder stands for someone in imported history, and someone departed has deleted their account: what they did is
     * still theirs. Neither can ever sign in.
     */
    kind: text("kind", { enum: ["person", "placeholder", "departed"] }).notNull(),
    name: text("name").notNull(),
    /** The name as it is compared, so that nobody passes for another. */
    nameKey: text("name_key"),
    role: text("role", { enum: CommunityRole.options }).notNull(),
    /** Raised to end every session of this account at once. */
    sessionVersion: integer("session_version").notNull(),
    createdAt: integer("created_at").notNull(),
    /** The invite that they came in by; null for whoever needed none. */
    inviteId: text("invite_id"),
    /** Put out of the community since then; null for everyone else. */
    bannedAt: integer("banned_at"),
    /** Raised with each new name; rooms have been told up to `toldVersion`. */
    nameVersion: integer("name_version").notNull().default(1),
    toldVersion: integer("told_version").notNull().default(1),
    pronouns: text("pronouns").notNull().default(""),
    statusText: text("status_text").notNull().default(""),
    statusEmoji: text("status_emoji").notNull().default(""),
    /** When the status goes away by itself, in ms since epoch; null: it stays. */
    statusUntil: integer("status_until"),
  },
  (table) => [
    index("accounts_role").on(table.role),
    index("accounts_name_key").on(table.nameKey),
    index("accounts_told").on(table.toldVersion),
  ],
);

import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#protocol/ids.ts";

export const accounts = sqliteTable(
  "accounts",
  {
    id: text("id").$type<PersonId>().primaryKey(),
    /** A placeholder stands for someone in imported history. It can never sign in. */
    kind: text("kind", { enum: ["person", "placeholder"] }).notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "member"] }).notNull(),
    /** Raised to end every session of this account at once. */
    sessionVersion: integer("session_version").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("accounts_role").on(table.role)],
);

/** A way to sign in. Passkeys and identity providers will be tables beside this one. */
export const emailCredentials = sqliteTable("email_credentials", {
  accountId: text("account_id")
    .$type<PersonId>()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** Case-folded: one person, one address. */
  email: text("email").notNull().unique(),
  /** See party/auth/passwords.ts for the form. */
  passwordHash: text("password_hash").notNull(),
  changedAt: integer("changed_at").notNull(),
});

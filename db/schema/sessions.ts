import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#protocol/ids.ts";
import { accounts } from "./accounts.ts";

/** One signed-in device. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .$type<PersonId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The account's version when this session began; an older one is over. */
    version: integer("version").notNull(),
    /** For the list of devices, such as "Firefox on Linux". */
    device: text("device").notNull(),
    /** Roughly where, such as "Berlin, DE"; null where nobody can tell. */
    place: text("place"),
    /** When they last showed that it is them: a session that was left open changes no password. */
    provedAt: integer("proved_at").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("sessions_of_account").on(table.accountId)],
);

/** Each generation is used once; its successor is derived, so only hashes are kept. */
export const refreshTokens = sqliteTable(
  "refresh_tokens",
  {
    hash: text("hash").primaryKey(),
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    generation: integer("generation").notNull(),
    nonce: text("nonce").notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [index("refresh_tokens_of_session").on(table.sessionId, table.usedAt)],
);

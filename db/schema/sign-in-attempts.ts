import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who guesses a password has to wait longer and longer. Kept for known and unknown addresses alike. */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    /** Stands for an address, which cannot be read from it. */
    key: text("key").primaryKey(),
    /** Since the last success, the one that is being checked included. */
    attempts: integer("attempts").notNull(),
    blockedUntil: integer("blocked_until").notNull(),
    lastAt: integer("last_at").notNull(),
  },
  (table) => [index("sign_in_attempts_by_age").on(table.lastAt)],
);

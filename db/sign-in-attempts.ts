import { eq } from "drizzle-orm";
import { statement, writeBatch, type Database } from "./client.ts";
import { signInAttempts } from "./schema/sign-in-attempts.ts";

/** So many may be wrong; then the next one has to wait 1 s, 2 s, 4 s … up to a quarter of an hour (security.md §1.8). */
const FREE_ATTEMPTS = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const MAX_DOUBLINGS = 10;
/** After a day of quiet nothing is held against anyone. */
const FORGET_AFTER_MS = 24 * 60 * 60_000;

/**
 * Counts an attempt to sign in before it is checked, so that a hundred at the same time are a hundred. Gives the time
 * to wait in ms when there were too many, and 0 when this one may go on.
 */
export async function takeAttempt(database: Database, key: string, now: number): Promise<number> {
  const [, taken, row] = await writeBatch(database, [
    { sql: "delete from sign_in_attempts where last_at < ?", args: [now - FORGET_AFTER_MS] },
    {
      sql: `insert into sign_in_attempts (key, attempts, blocked_until, last_at) values (?1, 1, 0, ?2)
        on conflict do update set
          attempts = attempts + 1,
          last_at = ?2,
          blocked_until = iif(attempts + 1 < ?3, 0,
            ?2 + min(?5, ?4 * (1 << min(attempts + 1 - ?3, ?6))))
        where blocked_until <= ?2`,
      args: [key, now, FREE_ATTEMPTS, FIRST_WAIT_MS, LONGEST_WAIT_MS, MAX_DOUBLINGS],
    },
    statement(
      database.ask
        .select({ until: signInAttempts.blockedUntil })
        .from(signInAttempts)
        .where(eq(signInAttempts.key, key)),
    ),
  ]);
  return taken?.rowsAffected === 1 ? 0 : Number(row?.rows[0]?.["blocked_until"] ?? now) - now;
}

/** It was the right password: nothing is held against this address any more. */
export async function forgiveAttempts(database: Database, key: string): Promise<void> {
  await database.ask.delete(signInAttempts).where(eq(signInAttempts.key, key));
}

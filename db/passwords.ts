import { eq } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { emailCredentials } from "./schema/accounts.ts";

/** The hash of this person's password, or undefined when they have none. */
export async function passwordHashOf(
  database: Database,
  person: PersonId,
): Promise<string | undefined> {
  const [row] = await database.ask
    .select({ passwordHash: emailCredentials.passwordHash })
    .from(emailCredentials)
    .where(eq(emailCredentials.accountId, person));
  return row?.passwordHash;
}

/**
 * Puts one hash in the place of another, and signs the person out everywhere but in the session that asked. Gives the sessions
 * that have ended by it, or null when somebody else has changed the password meanwhile: then nothing happens.
 */
export async function changePassword(
  database: Database,
  change: { person: PersonId; from: string; to: string; keep: string; now: number },
): Promise<string[] | null> {
  const { person, from, to, keep, now } = change;
  const [changed, ended] = await writeBatch(database, [
    {
      sql: `update email_credentials set password_hash = ?, changed_at = ? where account_id = ? and password_hash = ?`,
      args: [to, now, person, from],
    },
    {
      sql: `update sessions set revoked_at = ? where account_id = ? and revoked_at is null and id <> ?
        and exists (select 1 from email_credentials where account_id = ? and password_hash = ?)
        returning id`,
      args: [now, person, keep, person, to],
    },
  ]);
  if (changed?.rowsAffected !== 1) return null;
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

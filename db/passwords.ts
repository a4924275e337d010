import { and, eq } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { passwords } from "./schema/credentials.ts";
import { sessionGoesOn } from "./sessions.ts";

/** The hash of this person's password, or undefined when they have none. */
export async function passwordHashOf(
  database: Database,
  person: PersonId,
): Promise<string | undefined> {
  const [row] = await database.ask
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.accountId, person));
  return row?.hash;
}

/** Replaces a hash by one of today's strength, unless the password was changed meanwhile. */
export async function strengthenHash(
  database: Database,
  person: PersonId,
  change: { from: string; to: string },
): Promise<void> {
  await database.ask
    .update(passwords)
    .set({ hash: change.to })
    .where(and(eq(passwords.accountId, person), eq(passwords.hash, change.from)));
}

/**
 * Puts one hash in the place of another, or of none (`from: null`), and signs the person out everywhere but in the session that
 * asked. Gives the sessions that have ended by it, or null when somebody else has changed the password meanwhile, or ended that
 * session: then nothing happens.
 */
export async function changePassword(
  database: Database,
  change: { person: PersonId; from: string | null; to: string; keep: string; now: number },
): Promise<string[] | null> {
  const { person, from, to, keep, now } = change;
  const goesOn = sessionGoesOn(keep);
  const [changed, ended] = await writeBatch(database, [
    from === null
      ? {
          sql: `insert into passwords (account_id, hash, changed_at)
            select id, ?, ? from accounts where id = ? and kind = 'person' and ${goesOn.sql}
            on conflict do nothing`,
          args: [to, now, person, ...goesOn.args],
        }
      : {
          sql: "update passwords set hash = ?, changed_at = ? where account_id = ? and hash = ?",
          args: [to, now, person, from],
        },
    {
      sql: `update sessions set revoked_at = ? where account_id = ? and revoked_at is null and id <> ?
        and exists (select 1 from passwords where account_id = ? and hash = ?)
        returning id`,
      args: [now, person, keep, person, to],
    },
  ]);
  if (changed?.rowsAffected !== 1) return null;
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

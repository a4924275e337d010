import { writeBatch, type Database } from "./client.ts";
import { foldEmail } from "./accounts.ts";
import type { PersonId } from "#protocol/ids.ts";
import { sessionGoesOn } from "./sessions.ts";

/** Puts these in the place of all that the person had. False when the session that asks has been ended meanwhile. */
export async function replaceRecoveryCodes(
  database: Database,
  { person, session }: { person: PersonId; session: string },
  hashes: readonly string[],
  now: number,
): Promise<boolean> {
  const goesOn = sessionGoesOn(session);
  const [, made] = await writeBatch(database, [
    {
      sql: `delete from recovery_codes where account_id = ? and ${goesOn.sql}`,
      args: [person, ...goesOn.args],
    },
    {
      sql: `insert into recovery_codes (hash, account_id, created_at)
        select value, accounts.id, ? from json_each(?) join accounts on accounts.id = ?
        where ${goesOn.sql}`,
      args: [now, JSON.stringify(hashes), person, ...goesOn.args],
    },
  ]);
  return made?.rowsAffected === hashes.length;
}

/**
 * Spends a code of whoever has this address. Of any number who try, one gets true. One statement whoever asks: it takes the same
 * for an address that nobody has.
 */
export async function spendRecoveryCode(
  database: Database,
  { email, hash }: { email: string; hash: string },
  now: number,
): Promise<boolean> {
  const [spent] = await writeBatch(database, [
    {
      sql: `update recovery_codes set used_at = ? where hash = ? and used_at is null
        and account_id = (select account_id from emails where email = ?)`,
      args: [now, hash, foldEmail(email)],
    },
  ]);
  return spent?.rowsAffected === 1;
}

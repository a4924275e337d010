import type { InStatement } from "@libsql/client/web";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { spendMailToken, voided, type MailPurpose } from "./mail-tokens.ts";

/**
 * What an open link does, each in one batch with its spending, so that it happens once or not at all. A link that was sent to an address
 * that is no longer its person's does nothing.
 */
type Use = { hash: string; person: PersonId; now: number };

/** Spends what signs in. The address has shown that it is theirs. False when somebody was faster. */
export async function useForSigningIn(
  database: Database,
  purpose: "sign_in" | "prove",
  use: Use,
): Promise<boolean> {
  const [address, spent] = await writeBatch(database, [
    verified(purpose, use),
    spendMailToken(use.hash, purpose, use.now),
  ]);
  return isOne(address) && isOne(spent);
}

/**
 * Puts this password in the place of whatever there was, and ends every session and every other way in that was mailed. Gives the
 * sessions that have ended by it, or null when the link works no more.
 */
export async function useForNewPassword(
  database: Database,
  use: Use & { passwordHash: string },
): Promise<string[] | null> {
  const { hash, person, passwordHash, now } = use;
  const purpose = "reset_password";
  const open = openFor(purpose, use);
  const [password, , ended, spent] = await writeBatch(database, [
    {
      sql: `insert into passwords (account_id, hash, changed_at)
        select id, ?, ? from accounts where id = ? and kind = 'person' and ${open.sql}
        on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
      args: [passwordHash, now, person, ...open.args],
    },
    verified(purpose, use),
    {
      sql: `update sessions set revoked_at = ?
        where account_id = ? and revoked_at is null and ${open.sql} returning id`,
      args: [now, person, ...open.args],
    },
    spendMailToken(hash, purpose, now),
    voided(person, ["sign_in", "reset_password"]),
  ]);
  if (!isOne(password) || !isOne(spent)) return null;
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

/** Makes the address that the link was sent to this person's own, and known to be. False when it is too late, or the address is taken. */
export async function useForAddress(
  database: Database,
  { hash, person, email, now }: Use & { email: string },
): Promise<boolean> {
  const [address, spent] = await writeBatch(database, [
    {
      sql: `insert into emails (account_id, email, verified_at)
        select id, ?, ? from accounts where id = ? and kind = 'person'
          and not exists (select 1 from emails where email = ? and account_id <> ?)
          and exists (select 1 from mail_tokens where hash = ? and purpose = 'verify_email'
            and email = ? and account_id = ? and spent_at is null and expires_at > ?)
        on conflict (account_id) do update set email = excluded.email, verified_at = excluded.verified_at`,
      args: [email, now, person, email, person, hash, email, person, now],
    },
    spendMailToken(hash, "verify_email", now),
  ]);
  return isOne(address) && isOne(spent);
}

function isOne(result: { rowsAffected: number } | undefined): boolean {
  return result?.rowsAffected === 1;
}

function verified(purpose: MailPurpose, use: Use): InStatement {
  const open = openFor(purpose, use);
  return {
    sql: `update emails set verified_at = coalesce(verified_at, ?) where account_id = ? and ${open.sql}`,
    args: [use.now, use.person, ...open.args],
  };
}

/** Whether the link is open and the address that it went to is still this person's. */
function openFor(purpose: MailPurpose, { hash, person, now }: Use) {
  return {
    sql: `exists (select 1 from mail_tokens
      join emails as own on own.account_id = mail_tokens.account_id and own.email = mail_tokens.email
      where mail_tokens.hash = ? and purpose = ? and mail_tokens.account_id = ?
        and spent_at is null and expires_at > ?)`,
    args: [hash, purpose, person, now],
  };
}

import type { InStatement, ResultSet } from "@libsql/client/web";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { isFirstProof, takeWaysIn } from "./first-proof.ts";
import { spendMailToken, voided, type MailPurpose } from "./mail-tokens.ts";
import type { Condition } from "./names.ts";

/**
 * What an open link does, each in one batch with its spending, so that it happens once or not at all. A link that was sent to an address
 * that is no longer its person's does nothing.
 */
type Use = { hash: string; person: PersonId; now: number };

/** The sessions that have ended by it, and whether every other way in went because nobody had proved the address before. */
export type Used = { ended: string[]; waysRemoved: boolean };

/** `isInside`: it was brought by a browser that is signed in to this very account, so that nobody else can have made it. */
type UseAtTheDoor = Use & { isInside: boolean };

/** Spends what somebody who is signed in shows with that the address is theirs. False when somebody was faster. */
export async function useForProof(database: Database, use: Use): Promise<boolean> {
  const [address, spent] = await writeBatch(database, [
    verified("prove", use),
    spendMailToken(use.hash, "prove", use.now),
  ]);
  return isOne(address) && isOne(spent);
}

/** Spends what signs in. The address has shown that it is theirs. Null when somebody was faster. */
export async function useForSigningIn(database: Database, use: UseAtTheDoor): Promise<Used | null> {
  const { hash, person, isInside, now } = use;
  const purpose = "sign_in";
  const isFirst = isFirstProof(person, openFor(purpose, use));
  const takeover = [endSessions(use, isFirst), ...takeWaysIn(person, hash, isFirst)];
  const results = await writeBatch(database, [
    ...(isInside ? [] : takeover),
    verified(purpose, use),
    spendMailToken(hash, purpose, now),
  ]);
  const [address, spent] = results.slice(-2);
  if (!isOne(address) || !isOne(spent)) return null;
  const [ended, taken] = isInside ? [] : results;
  return { ended: idsIn(ended), waysRemoved: isOne(taken) };
}

/**
 * Puts this password in the place of whatever there was, and ends every session and every other way in that was mailed. Null when the
 * link works no more.
 */
export async function useForNewPassword(
  database: Database,
  use: UseAtTheDoor & { passwordHash: string },
): Promise<Used | null> {
  const { hash, person, isInside, passwordHash, now } = use;
  const purpose = "reset_password";
  const open = openFor(purpose, use);
  const takeover = takeWaysIn(person, hash, isFirstProof(person, open));
  const results = await writeBatch(database, [
    endSessions(use, open),
    ...(isInside ? [] : takeover),
    {
      sql: `insert into passwords (account_id, hash, changed_at)
        select id, ?, ? from accounts where id = ? and kind = 'person' and ${open.sql}
        on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
      args: [passwordHash, now, person, ...open.args],
    },
    verified(purpose, use),
    spendMailToken(hash, purpose, now),
    voided(person, ["sign_in", "reset_password"]),
  ]);
  const [password, , spent] = results.slice(-4);
  if (!isOne(password) || !isOne(spent)) return null;
  const [ended, taken] = results;
  return { ended: idsIn(ended), waysRemoved: !isInside && isOne(taken) };
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

function idsIn(result: ResultSet | undefined): string[] {
  return (result?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

function endSessions({ person, now }: Use, condition: Condition): InStatement {
  return {
    sql: `update sessions set revoked_at = ?
      where account_id = ? and revoked_at is null and ${condition.sql} returning id`,
    args: [now, person, ...condition.args],
  };
}

function verified(purpose: MailPurpose, use: Use): InStatement {
  const open = openFor(purpose, use);
  return {
    sql: `update emails set verified_at = coalesce(verified_at, ?) where account_id = ? and ${open.sql}`,
    args: [use.now, use.person, ...open.args],
  };
}

/** Whether the link is open and the address that it went to is still this person's. */
function openFor(purpose: MailPurpose, { hash, person, now }: Use): Condition {
  return {
    sql: `exists (select 1 from mail_tokens
      join emails as own on own.account_id = mail_tokens.account_id and own.email = mail_tokens.email
      where mail_tokens.hash = ? and purpose = ? and mail_tokens.account_id = ?
        and spent_at is null and expires_at > ?)`,
    args: [hash, purpose, person, now],
  };
}

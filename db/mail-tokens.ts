import type { InStatement } from "@libsql/client/web";
import { and, eq, gt, isNull, lte } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { MAIL_CODE_TRIES } from "#protocol/limits.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { mailTokens } from "./schema/credentials.ts";

export type MailPurpose = (typeof mailTokens.$inferSelect)["purpose"];

/** What a mail brings. `hash`: of the token in its link, or of something that nobody has when it brings a code only. */
export type NewMailToken = {
  hash: string;
  purpose: MailPurpose;
  person: PersonId | null;
  /** Case-folded. */
  email: string;
  /** Of what only the browser has that may use it; null where any may. */
  browserHash: string | null;
  codeHash: string | null;
  expiresAt: number;
};

export type MailToken = {
  hash: string;
  person: PersonId | null;
  email: string;
  browserHash: string | null;
};

/** Keeps it, and clears away what is over. `isOnly`: what this person was sent before for the same purpose is void. */
export async function addMailToken(
  database: Database,
  token: NewMailToken,
  now: number,
  { isOnly = false } = {},
): Promise<void> {
  const { person, purpose, ...rest } = token;
  await writeBatch(database, [
    statement(database.ask.delete(mailTokens).where(lte(mailTokens.expiresAt, now))),
    ...(isOnly && person !== null ? [voided(person, [purpose])] : []),
    statement(
      database.ask
        .insert(mailTokens)
        .values({ ...rest, purpose, accountId: person, createdAt: now }),
    ),
  ]);
}

/** What a link stands for, or undefined when it works no more. Spends nothing. */
export async function lookAtMailToken(
  database: Database,
  hash: string,
  purpose: MailPurpose,
  now: number,
): Promise<MailToken | undefined> {
  const [row] = await database.ask
    .select(TOKEN)
    .from(mailTokens)
    .where(isOpen(hash, purpose, now));
  return row;
}

/** From now on this code may be typed instead of pressing the link. */
export async function allowCode(
  database: Database,
  {
    hash,
    purpose,
    codeHash,
    now,
  }: { hash: string; purpose: MailPurpose; codeHash: string; now: number },
): Promise<void> {
  await database.ask
    .update(mailTokens)
    .set({ codeHash })
    .where(isOpen(hash, purpose, now));
}

/**
 * Counts a try for everything that this browser was sent, and gives what the code was for. Undefined when it is wrong, or one try
 * too many, or too late; nobody learns which. Spends nothing.
 */
export async function tryMailCode(
  database: Database,
  tried: { purpose: MailPurpose; browserHash: string; codeHash: string; now: number },
): Promise<MailToken | undefined> {
  const { purpose, browserHash, codeHash, now } = tried;
  // Counted before it is looked at, so that a hundred at the same time are a hundred.
  const [, found] = await writeBatch(database, [
    {
      sql: `update mail_tokens set tries = tries + 1
        where browser_hash = ? and purpose = ? and spent_at is null and expires_at > ?`,
      args: [browserHash, purpose, now],
    },
    {
      sql: `select hash from mail_tokens
        where browser_hash = ? and purpose = ? and code_hash = ? and tries <= ?
          and spent_at is null and expires_at > ?`,
      args: [browserHash, purpose, codeHash, MAIL_CODE_TRIES, now],
    },
  ]);
  const hash = found?.rows[0]?.["hash"];
  return typeof hash === "string" ? lookAtMailToken(database, hash, purpose, now) : undefined;
}

/** For a batch: of any number who spend it, one has `rowsAffected` 1. Comes last, for what comes before asks whether it is open. */
export function spendMailToken(hash: string, purpose: MailPurpose, now: number): InStatement {
  return {
    sql: `update mail_tokens set spent_at = ?
      where hash = ? and purpose = ? and spent_at is null and expires_at > ?`,
    args: [now, hash, purpose, now],
  };
}

/** For a batch: spends the code by which this account was made, if it was made. */
export function spendJoinCode(hash: string, person: PersonId, now: number): InStatement {
  return {
    sql: `update mail_tokens set spent_at = ? where hash = ? and spent_at is null
      and exists (select 1 from accounts where id = ?)`,
    args: [now, hash, person],
  };
}

/** For a batch: what this person was sent for these purposes works no more. */
export function voided(person: PersonId, purposes: MailPurpose[]): InStatement {
  return {
    sql: `delete from mail_tokens
      where account_id = ? and spent_at is null and purpose in (select value from json_each(?))`,
    args: [person, JSON.stringify(purposes)],
  };
}

const TOKEN = {
  hash: mailTokens.hash,
  person: mailTokens.accountId,
  email: mailTokens.email,
  browserHash: mailTokens.browserHash,
};

function isOpen(hash: string, purpose: MailPurpose, now: number) {
  return and(
    eq(mailTokens.hash, hash),
    eq(mailTokens.purpose, purpose),
    isNull(mailTokens.spentAt),
    gt(mailTokens.expiresAt, now),
  );
}

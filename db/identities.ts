import type { InStatement } from "@libsql/client/web";
import { and, desc, eq } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { ACCOUNT, foldEmail, type Account } from "./accounts.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { emails, identities } from "./schema/credentials.ts";
import { sessionGoesOn } from "./sessions.ts";

/** Someone as another site knows them. Never found by address: who has one there may be another person later. */
export type IdentityKey = { issuer: string; subject: string };

/** Times in ms since epoch. `label` is what to call it in a list. */
export type Identity = IdentityKey & {
  label: string;
  createdAt: number;
  lastUsedAt: number | null;
};

/** Whose identity this is, or undefined when it is nobody's here. */
export async function accountByIdentity(
  database: Database,
  { issuer, subject }: IdentityKey,
): Promise<Account | undefined> {
  const [row] = await database.ask
    .select(ACCOUNT)
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(
      and(
        eq(identities.issuer, issuer),
        eq(identities.subject, subject),
        eq(accounts.kind, "person"),
      ),
    );
  if (!row) return undefined;
  const { bannedAt, ...account } = row;
  return { ...account, isBanned: bannedAt !== null };
}

export async function noteIdentityUse(
  database: Database,
  { issuer, subject }: IdentityKey,
  now: number,
): Promise<void> {
  await database.ask
    .update(identities)
    .set({ lastUsedAt: now })
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
}

/**
 * The identity that a new account begins with. When somebody was faster with it, the whole batch fails: an account that nobody can
 * sign in to must not stay.
 */
export function firstIdentity(
  { issuer, subject, label }: IdentityKey & { label: string },
  account: PersonId,
  now: number,
): InStatement {
  return {
    sql: `insert into identities (issuer, subject, account_id, label, created_at, last_used_at)
      select ?, ?, id, ?, ?, ? from accounts where id = ?`,
    args: [issuer, subject, label, now, now, account],
  };
}

/** Makes it one of this person's, or leaves it so. False when it is someone else's, or the session that asks has been ended meanwhile. */
export async function linkIdentity(
  database: Database,
  { issuer, subject, label }: IdentityKey & { label: string },
  { person, session }: { person: PersonId; session: string },
  now: number,
): Promise<boolean> {
  const goesOn = sessionGoesOn(session);
  const [linked] = await writeBatch(database, [
    {
      sql: `insert into identities (issuer, subject, account_id, label, created_at)
        select ?, ?, id, ?, ? from accounts where id = ? and kind = 'person' and ${goesOn.sql}
        on conflict (issuer, subject) do update set label = excluded.label
          where account_id = excluded.account_id`,
      args: [issuer, subject, label, now, person, ...goesOn.args],
    },
  ]);
  return linked?.rowsAffected === 1;
}

/** Those of one person, the newest first. */
export function identitiesOf(database: Database, person: PersonId): Promise<Identity[]> {
  return database.ask
    .select({
      issuer: identities.issuer,
      subject: identities.subject,
      label: identities.label,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(eq(identities.accountId, person))
    .orderBy(desc(identities.createdAt), identities.issuer);
}

/** Whether nobody here has this address. */
export async function isEmailFree(database: Database, email: string): Promise<boolean> {
  const rows = await database.ask
    .select({ owner: emails.accountId })
    .from(emails)
    .where(eq(emails.email, foldEmail(email)));
  return rows.length === 0;
}

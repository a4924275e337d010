import type { InArgs, InStatement } from "@libsql/client/web";
import { and, eq } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { writeBatch, type Database } from "./client.ts";
import { isNameFree, type Condition } from "./names.ts";
import { accounts } from "./schema/accounts.ts";
import { emails, passwords } from "./schema/credentials.ts";

/** Someone who may be signed in. */
export type Account = {
  id: PersonId;
  name: string;
  role: CommunityRole;
  sessionVersion: number;
  isBanned: boolean;
};
export type Credentials = Account & { passwordHash: string | null };

/** Someone who signs up: the address is kept case-folded, and may be nobody's yet. */
export type NewAccount = {
  id: PersonId;
  name: string;
  role: CommunityRole;
  /** Null for those who come by way of another site that tells none. */
  email: string | null;
  isEmailVerified: boolean;
  /** Null for those who sign in by other ways only. */
  passwordHash: string | null;
};

/** One person, one address: this is how addresses are compared. */
export function foldEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/**
 * Makes the account when `condition` holds and address and name are free. What else depends on it asks whether it exists.
 * `nameKey`: the name as it is compared (party/names).
 */
export function newAccount(
  account: NewAccount,
  nameKey: string,
  now: number,
  condition: Condition,
): InStatement[] {
  const isFree = isNameFree(nameKey, account.id);
  const email = account.email === null ? null : foldEmail(account.email);
  const made: InStatement = {
    sql: `insert into accounts (id, kind, name, name_key, role, session_version, created_at)
      select ?, 'person', ?, ?, ?, 1, ?
      where not exists (select 1 from emails where email = ?) and ${isFree.sql} and ${condition.sql}`,
    args: [
      account.id,
      account.name,
      nameKey,
      account.role,
      now,
      email,
      ...isFree.args,
      ...condition.args,
    ],
  };
  const address: InStatement = {
    sql: "insert into emails (account_id, email, verified_at) select id, ?, ? from accounts where id = ?",
    args: [email, account.isEmailVerified ? now : null, account.id],
  };
  const password: InStatement = {
    sql: "insert into passwords (account_id, hash, changed_at) select id, ?, ? from accounts where id = ?",
    args: [account.passwordHash, now, account.id],
  };
  return [
    made,
    ...(email === null ? [] : [address]),
    ...(account.passwordHash === null ? [] : [password]),
  ];
}

export const ACCOUNT = {
  id: accounts.id,
  name: accounts.name,
  role: accounts.role,
  sessionVersion: accounts.sessionVersion,
  bannedAt: accounts.bannedAt,
};

/** What is needed to sign in with this address, or undefined when nobody has it. */
export async function credentialsOf(
  database: Database,
  email: string,
): Promise<Credentials | undefined> {
  const [row] = await database.ask
    .select({ ...ACCOUNT, passwordHash: passwords.hash })
    .from(emails)
    .innerJoin(accounts, eq(accounts.id, emails.accountId))
    .leftJoin(passwords, eq(passwords.accountId, accounts.id))
    .where(and(eq(emails.email, foldEmail(email)), eq(accounts.kind, "person")));
  if (!row) return undefined;
  const { bannedAt, ...account } = row;
  return { ...account, isBanned: bannedAt !== null };
}

/** Someone who may be signed in, or undefined when there is no such person. */
export async function accountOf(
  database: Database,
  person: PersonId,
): Promise<Account | undefined> {
  const [row] = await database.ask
    .select(ACCOUNT)
    .from(accounts)
    .where(and(eq(accounts.id, person), eq(accounts.kind, "person")));
  if (!row) return undefined;
  const { bannedAt, ...account } = row;
  return { ...account, isBanned: bannedAt !== null };
}

/** People of imported history, who can never sign in. Ids are given, so doing it twice adds nobody. */
export async function addPlaceholders(
  database: Database,
  people: readonly { id: PersonId; name: string; nameKey: string }[],
  now: number,
): Promise<void> {
  const args: InArgs = [now, JSON.stringify(people)];
  await writeBatch(database, [
    {
      sql: `insert into accounts (id, kind, name, name_key, role, session_version, created_at)
        select value->>'id', 'placeholder', value->>'name', value->>'nameKey', 'member', 1, ?
        from json_each(?) where true
        on conflict do nothing`,
      args,
    },
  ]);
}

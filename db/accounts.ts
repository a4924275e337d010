import type { InArgs, InStatement } from "@libsql/client/web";
import { and, eq } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts, emailCredentials } from "./schema/accounts.ts";

export type AccountRole = "owner" | "member";
export type Account = { id: PersonId; name: string; role: AccountRole; sessionVersion: number };
export type Credentials = Account & { passwordHash: string };

/** A person who signs up with an address, which is kept case-folded. */
export type NewAccount = {
  id: PersonId;
  name: string;
  role: AccountRole;
  email: string;
  passwordHash: string;
};

/** A condition in SQL with positional arguments. */
export type Condition = { sql: string; args: (string | number)[] };

/** One person, one address: this is how addresses are compared. */
export function foldEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** Makes the account when `condition` holds and the address is free. What else depends on it asks whether it exists. */
export function newAccount(account: NewAccount, now: number, condition: Condition): InStatement[] {
  const email = foldEmail(account.email);
  return [
    {
      sql: `insert into accounts (id, kind, name, role, session_version, created_at)
        select ?, 'person', ?, ?, 1, ?
        where not exists (select 1 from email_credentials where email = ?) and ${condition.sql}`,
      args: [account.id, account.name, account.role, now, email, ...condition.args],
    },
    {
      sql: `insert into email_credentials (account_id, email, password_hash, changed_at)
        select id, ?, ?, ? from accounts where id = ?`,
      args: [email, account.passwordHash, now, account.id],
    },
  ];
}

/** What is needed to sign in with this address, or undefined when nobody has it. */
export async function credentialsOf(
  database: Database,
  email: string,
): Promise<Credentials | undefined> {
  const [row] = await database.ask
    .select({
      id: accounts.id,
      name: accounts.name,
      role: accounts.role,
      sessionVersion: accounts.sessionVersion,
      passwordHash: emailCredentials.passwordHash,
    })
    .from(emailCredentials)
    .innerJoin(accounts, eq(accounts.id, emailCredentials.accountId))
    .where(and(eq(emailCredentials.email, foldEmail(email)), eq(accounts.kind, "person")));
  return row;
}

/** Replaces a hash by one of today's strength, unless the password was changed meanwhile. */
export async function strengthenHash(
  database: Database,
  { id, passwordHash }: Credentials,
  stronger: string,
): Promise<void> {
  await database.ask
    .update(emailCredentials)
    .set({ passwordHash: stronger })
    .where(
      and(eq(emailCredentials.accountId, id), eq(emailCredentials.passwordHash, passwordHash)),
    );
}

/** People of imported history, who can never sign in. Ids are given, so doing it twice adds nobody. */
export async function addPlaceholders(
  database: Database,
  people: readonly { id: PersonId; name: string }[],
  now: number,
): Promise<void> {
  const args: InArgs = [now, JSON.stringify(people)];
  await writeBatch(database, [
    {
      sql: `insert into accounts (id, kind, name, role, session_version, created_at)
        select value->>'id', 'placeholder', value->>'name', 'member', 1, ?
        from json_each(?) where true
        on conflict do nothing`,
      args,
    },
  ]);
}

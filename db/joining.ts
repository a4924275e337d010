import type { InStatement } from "@libsql/client/web";
import { PERMISSIONS } from "#protocol/roles.ts";
import { foldEmail, newAccount, type NewAccount } from "./accounts.ts";
import { writeBatch, type Database } from "./client.ts";
import type { Condition } from "./names.ts";
import { newSession, type NewSession } from "./sessions.ts";

/** How someone comes in: by an invite, of which one use is spent, or because the community is open to all. */
export type Entry = { invite: string } | "open_door";

export type Joining = {
  entry: Entry;
  account: NewAccount;
  /** The name as it is compared. */
  nameKey: string;
  /** Other ways to sign in that begin with the account. They have to ask whether the account exists. */
  ways: InStatement[];
  session: NewSession;
  now: number;
};

const INVITERS = PERMISSIONS["invite.make"].map((role) => `'${role}'`).join(", ");

/**
 * Makes an account that is signed in at once. False when the entry is not open (any more) or the address or the name is taken; then nothing has
 * changed.
 */
export async function joinCommunity(database: Database, joining: Joining): Promise<boolean> {
  const { entry, account, nameKey, ways, session, now } = joining;
  const [made] = await writeBatch(database, [
    ...newAccount(account, nameKey, now, conditionOf(entry, now)),
    ...(entry === "open_door" ? [] : spendInvite(entry.invite, account)),
    ...ways,
    ...newSession(session, now),
  ]);
  return made?.rowsAffected === 1;
}

/** What of a newcomer somebody else has already; the address first, because that somebody may be themselves. */
export async function whatIsTaken(
  database: Database,
  { account, nameKey }: Pick<Joining, "account" | "nameKey">,
): Promise<"email_taken" | "name_taken" | null> {
  const email = account.email === null ? null : foldEmail(account.email);
  const { rows } = await database.client.execute({
    sql: `select exists (select 1 from emails where email = ?) as email_taken,
      exists (select 1 from accounts where name_key = ? and kind = 'person') as name_taken`,
    args: [email, nameKey],
  });
  if (rows[0]?.["email_taken"] === 1) return "email_taken";
  return rows[0]?.["name_taken"] === 1 ? "name_taken" : null;
}

function conditionOf(entry: Entry, now: number): Condition {
  if (entry === "open_door")
    return { sql: "exists (select 1 from community where door = 'open')", args: [] };
  return {
    sql: `exists (select 1 from invites join accounts as inviter on inviter.id = invites.created_by
        where token_hash = ? and revoked_at is null and expires_at > ? and uses < max_uses
          and inviter.kind = 'person' and inviter.banned_at is null and inviter.role in (${INVITERS}))
      and exists (select 1 from community where door <> 'closed')`,
    args: [entry.invite, now],
  };
}

/** It is remembered by which one they came: it ends when they are put out (standing.ts). */
function spendInvite(tokenHash: string, { id }: NewAccount): InStatement[] {
  return [
    {
      sql: `update invites set uses = uses + 1
        where token_hash = ? and exists (select 1 from accounts where id = ?)`,
      args: [tokenHash, id],
    },
    {
      sql: "update accounts set invite_id = (select id from invites where token_hash = ?) where id = ?",
      args: [tokenHash, id],
    },
  ];
}

/** Spends one use on somebody who is in the community already. False when the invite is not open (any more). */
export async function spendOnInsider(
  database: Database,
  tokenHash: string,
  now: number,
): Promise<boolean> {
  const { sql, args } = conditionOf({ invite: tokenHash }, now);
  const [spent] = await writeBatch(database, [
    {
      sql: `update invites set uses = uses + 1 where token_hash = ? and ${sql}`,
      args: [tokenHash, ...args],
    },
  ]);
  return spent?.rowsAffected === 1;
}

/** The room has not let them in by it after all. */
export async function giveUseBack(database: Database, tokenHash: string): Promise<void> {
  await writeBatch(database, [
    {
      sql: "update invites set uses = uses - 1 where token_hash = ? and uses > 0",
      args: [tokenHash],
    },
  ]);
}

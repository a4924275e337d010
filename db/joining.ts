import type { InStatement } from "@libsql/client/web";
import { PERMISSIONS } from "#protocol/roles.ts";
import { newAccount, type Condition, type NewAccount } from "./accounts.ts";
import { writeBatch, type Database } from "./client.ts";
import { newSession, type NewSession } from "./sessions.ts";

/** How someone comes in: by an invite, of which one use is spent, or because the community is open to all. */
export type Entry = { invite: string } | "open_door";

export type Joining = {
  entry: Entry;
  account: NewAccount;
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
  const { entry, account, ways, session, now } = joining;
  const [made] = await writeBatch(database, [
    ...newAccount(account, now, conditionOf(entry, now)),
    ...(entry === "open_door" ? [] : [spendInvite(entry.invite, account)]),
    ...ways,
    ...newSession(session, now),
  ]);
  return made?.rowsAffected === 1;
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

function spendInvite(tokenHash: string, { id }: NewAccount): InStatement {
  return {
    sql: `update invites set uses = uses + 1
      where token_hash = ? and exists (select 1 from accounts where id = ?)`,
    args: [tokenHash, id],
  };
}

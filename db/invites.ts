import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { newAccount, type NewAccount } from "./accounts.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { community } from "./schema/community.ts";
import { invites } from "./schema/invites.ts";
import { newSession, type NewSession } from "./sessions.ts";

export type NewInvite = {
  id: string;
  tokenHash: string;
  by: PersonId;
  maxUses: number;
  expiresAt: number;
};

export type OpenInvite = {
  id: string;
  createdAt: number;
  expiresAt: number;
  maxUses: number;
  uses: number;
};

export async function addInvite(database: Database, invite: NewInvite, now: number): Promise<void> {
  const { id, tokenHash, by, maxUses, expiresAt } = invite;
  await database.ask
    .insert(invites)
    .values({ id, tokenHash, createdBy: by, maxUses, uses: 0, createdAt: now, expiresAt });
}

/** Those that can still be used, newest first. */
export function openInvites(database: Database, now: number): Promise<OpenInvite[]> {
  return database.ask
    .select({
      id: invites.id,
      createdAt: invites.createdAt,
      expiresAt: invites.expiresAt,
      maxUses: invites.maxUses,
      uses: invites.uses,
    })
    .from(invites)
    .innerJoin(accounts, eq(accounts.id, invites.createdBy))
    .where(isOpen(now))
    .orderBy(desc(invites.createdAt), desc(invites.id))
    .limit(500);
}

export async function revokeInvite(database: Database, id: string, now: number): Promise<void> {
  await writeBatch(database, [
    statement(
      database.ask
        .update(invites)
        .set({ revokedAt: now })
        .where(and(eq(invites.id, id), isNull(invites.revokedAt))),
    ),
  ]);
}

/** What someone with the link may see before deciding, or undefined when it cannot be used any more. */
export async function lookAtInvite(
  database: Database,
  tokenHash: string,
  now: number,
): Promise<{ community: string; invitedBy: string } | undefined> {
  const [row] = await database.ask
    .select({ community: community.name, invitedBy: accounts.name })
    .from(invites)
    .innerJoin(accounts, eq(accounts.id, invites.createdBy))
    .innerJoin(community, eq(community.id, 1))
    .where(and(eq(invites.tokenHash, tokenHash), isOpen(now)));
  return row;
}

/**
 * Spends one use of an invite for one new account, which is signed in at once. False when the invite cannot be used
 * or the address is taken; then nothing has changed.
 */
export async function joinByInvite(
  database: Database,
  joining: { tokenHash: string; account: NewAccount; session: NewSession; now: number },
): Promise<boolean> {
  const { tokenHash, account, session, now } = joining;
  const [made] = await writeBatch(database, [
    ...newAccount(account, now, {
      sql: `exists (select 1 from invites join accounts as inviter on inviter.id = invites.created_by
        where token_hash = ? and revoked_at is null and expires_at > ? and uses < max_uses
          and inviter.role = 'owner')`,
      args: [tokenHash, now],
    }),
    {
      sql: `update invites set uses = uses + 1
        where token_hash = ? and exists (select 1 from accounts where id = ?)`,
      args: [tokenHash, account.id],
    },
    ...newSession(session, now),
  ]);
  return made?.rowsAffected === 1;
}

// An inviter who has lost the right takes their invites along.
function isOpen(now: number) {
  return and(
    isNull(invites.revokedAt),
    gt(invites.expiresAt, now),
    lt(invites.uses, invites.maxUses),
    eq(accounts.role, "owner"),
  );
}

import { and, eq } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Condition } from "./names.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";

/** What someone is in the community, and whether they have been put out. */
export type Standing = { name: string; role: CommunityRole; isBanned: boolean };

/** Who decides about whom, with the roles by which it was found that they may. */
export type Deciding = {
  by: PersonId;
  byRole: CommunityRole;
  about: PersonId;
  aboutRole: CommunityRole;
};

/** Undefined for placeholders, for the departed and for nobody. */
export async function standingOf(
  database: Database,
  person: PersonId,
): Promise<Standing | undefined> {
  const [row] = await database.ask
    .select({ name: accounts.name, role: accounts.role, bannedAt: accounts.bannedAt })
    .from(accounts)
    .where(and(eq(accounts.id, person), eq(accounts.kind, "person")));
  return row && { name: row.name, role: row.role, isBanned: row.bannedAt !== null };
}

/** Whether nobody would own the community without them. */
export async function isLastOwner(database: Database, person: PersonId): Promise<boolean> {
  const { rows } = await database.client.execute({
    sql: `select 1 from accounts where id = ? and role = 'owner' and not ${ANOTHER_OWNER}`,
    args: [person],
  });
  return rows.length === 1;
}

/** False when it does not hold any more that they may, or the community would be left without an owner. */
export async function changeRole(
  database: Database,
  deciding: Deciding,
  to: CommunityRole,
): Promise<boolean> {
  const { sql, args } = stillHolds(deciding);
  const [changed] = await writeBatch(database, [
    {
      sql: `update accounts set role = ? where id = ? and ${sql} and (? = 'owner' or ${MAY_GO})`,
      args: [to, deciding.about, ...args, to],
    },
  ]);
  return changed?.rowsAffected === 1;
}

/**
 * Puts someone out: their sessions end, and their invites and the one that they came by are taken back. Gives those sessions, or null when it does not hold any more
 * that `by` may. Whoever is out already stays out, and the same sessions are told again.
 */
export async function putOut(
  database: Database,
  deciding: Deciding,
  now: number,
): Promise<string[] | null> {
  const { about } = deciding;
  const { sql, args } = stillHolds(deciding);
  const ifOut = "exists (select 1 from accounts where id = ? and banned_at is not null)";
  const [banned, , , ended] = await writeBatch(database, [
    {
      sql: `update accounts set banned_at = coalesce(banned_at, ?) where id = ? and ${sql} and ${MAY_GO}`,
      args: [now, about, ...args],
    },
    {
      sql: `update sessions set revoked_at = ? where account_id = ? and revoked_at is null and ${ifOut}`,
      args: [now, about, about],
    },
    {
      // Those that they have made, and the one that they came by, which would let them in again under another name.
      sql: `update invites set revoked_at = ?1 where revoked_at is null
        and (created_by = ?2 or id = (select invite_id from accounts where id = ?2))
        and exists (select 1 from accounts where id = ?2 and banned_at is not null)`,
      args: [now, about],
    },
    {
      sql: `select sessions.id from sessions join accounts on accounts.id = sessions.account_id
        where account_id = ? and revoked_at >= banned_at`,
      args: [about],
    },
  ]);
  if (banned?.rowsAffected !== 1) return null;
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

/** False when it does not hold any more that they may. What has ended stays ended. */
export async function letBack(database: Database, deciding: Deciding): Promise<boolean> {
  const { sql, args } = stillHolds(deciding);
  const [back] = await writeBatch(database, [
    {
      sql: `update accounts set banned_at = null where id = ? and ${sql}`,
      args: [deciding.about, ...args],
    },
  ]);
  return back?.rowsAffected === 1;
}

const ANOTHER_OWNER = `exists (select 1 from accounts as other where other.role = 'owner'
  and other.kind = 'person' and other.banned_at is null and other.id <> accounts.id)`;
const MAY_GO = `(role <> 'owner' or ${ANOTHER_OWNER})`;

/** Two who decide about each other at the same time: the second finds that it does not hold any more. */
function stillHolds({ by, byRole, aboutRole }: Deciding): Condition {
  return {
    sql: `kind = 'person' and role = ? and exists (select 1 from accounts as decider
      where decider.id = ? and decider.role = ? and decider.banned_at is null)`,
    args: [aboutRole, by, byRole],
  };
}

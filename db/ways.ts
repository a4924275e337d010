import type { InStatement } from "@libsql/client/web";
import { asc, count, eq, isNull, and } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import type { IdentityKey } from "./identities.ts";
import { passkeysOf } from "./passkeys.ts";
import { emails, identities, passkeys, passwords, recoveryCodes } from "./schema/credentials.ts";

/** How someone can sign in. Times in ms since epoch. */
export type Ways = {
  email: string | null;
  isEmailVerified: boolean;
  password: boolean;
  passkeys: {
    id: string;
    name: string;
    createdAt: number;
    lastUsedAt: number | null;
    isBackedUp: boolean;
  }[];
  /** How many are left. */
  recoveryCodes: number;
  identities: { issuer: string; label: string; createdAt: number }[];
};

export async function waysOf(database: Database, person: PersonId): Promise<Ways> {
  const { ask } = database;
  const [[email], [password], keys, [codes], others] = await Promise.all([
    ask.select().from(emails).where(eq(emails.accountId, person)),
    ask.select({ at: passwords.changedAt }).from(passwords).where(eq(passwords.accountId, person)),
    passkeysOf(database, person),
    ask
      .select({ left: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.accountId, person), isNull(recoveryCodes.usedAt))),
    ask
      .select({
        issuer: identities.issuer,
        label: identities.label,
        createdAt: identities.createdAt,
      })
      .from(identities)
      .where(eq(identities.accountId, person))
      .orderBy(asc(identities.createdAt)),
  ]);
  return {
    email: email?.email ?? null,
    isEmailVerified: (email?.verifiedAt ?? null) !== null,
    password: password !== undefined,
    passkeys: keys.map(({ id, name, createdAt, lastUsedAt, isBackedUp }) => {
      return { id, name, createdAt, lastUsedAt, isBackedUp };
    }),
    recoveryCodes: codes?.left ?? 0,
    identities: others,
  };
}

/** `ended`: the sessions that have ended by it. */
export type Removal =
  | { ok: true; ended: string[] }
  | { ok: false; why: "last_way_in" | "not_found" };

/** Of ways that need something of the operator's: which there are today. Others open nothing. */
export type Offered = { issuers: readonly string[]; mail: boolean };

/** The session that asks to be rid of a way to sign in: every other one ends, for it may have come by that way. */
export type Removing = { person: PersonId; keep: string; offered: Offered; now: number };

/** Takes a passkey away, unless its person could not come in any more. */
export async function removePasskey(
  database: Database,
  id: string,
  removing: Removing,
): Promise<Removal> {
  const mine = and(eq(passkeys.id, id), eq(passkeys.accountId, removing.person));
  const isThere = async () =>
    (await database.ask.select({ id: passkeys.id }).from(passkeys).where(mine)).length > 0;
  return remove(database, removing, isThere, {
    sql: `delete from passkeys where account_id = ?1 and id = ?4 and (
        ${HAS_PASSWORD} or ${HAS_IDENTITY} or ${HAS_MAIL}
        or exists (select 1 from passkeys as other where other.account_id = ?1 and other.id <> ?4))`,
    args: [...askedWith(removing), id],
  });
}

/** Takes the password away, unless its person could not come in any more. */
export async function removePassword(database: Database, removing: Removing): Promise<Removal> {
  const mine = eq(passwords.accountId, removing.person);
  const isThere = async () =>
    (await database.ask.select({ hash: passwords.hash }).from(passwords).where(mine)).length > 0;
  return remove(database, removing, isThere, {
    sql: `delete from passwords where account_id = ?1
      and (${HAS_PASSKEY} or ${HAS_IDENTITY} or ${HAS_MAIL})`,
    args: askedWith(removing),
  });
}

/** Forgets as whom another site knows them, unless they could not come in any more. */
export async function removeIdentity(
  database: Database,
  { issuer, subject }: IdentityKey,
  removing: Removing,
): Promise<Removal> {
  const mine = and(
    eq(identities.issuer, issuer),
    eq(identities.subject, subject),
    eq(identities.accountId, removing.person),
  );
  const isThere = async () =>
    (await database.ask.select({ at: identities.createdAt }).from(identities).where(mine)).length >
    0;
  return remove(database, removing, isThere, {
    sql: `delete from identities where account_id = ?1 and issuer = ?4 and subject = ?5 and (
        ${HAS_PASSWORD} or ${HAS_PASSKEY} or ${HAS_MAIL}
        or exists (select 1 from identities as other where other.account_id = ?1
          and (other.issuer <> ?4 or other.subject <> ?5) and ${IS_OFFERED("other")}))`,
    args: [...askedWith(removing), issuer, subject],
  });
}

function askedWith({ person, offered }: Removing): [string, string, number] {
  return [person, JSON.stringify(offered.issuers), offered.mail ? 1 : 0];
}

// Arguments 1 to 3 are those of `askedWith`.
const IS_OFFERED = (table: string) => `${table}.issuer in (select value from json_each(?2))`;
const HAS_PASSWORD = "exists (select 1 from passwords where account_id = ?1)";
const HAS_PASSKEY = "exists (select 1 from passkeys where account_id = ?1)";
const HAS_IDENTITY = `exists (select 1 from identities where account_id = ?1 and ${IS_OFFERED("identities")})`;
const HAS_MAIL =
  "(?3 = 1 and exists (select 1 from emails where account_id = ?1 and verified_at is not null))";

// Whether another way is left is asked in the write itself: two removals at the same time must not take the last two.
async function remove(
  database: Database,
  { person, keep, now }: Removing,
  isThere: () => Promise<boolean>,
  removal: InStatement,
): Promise<Removal> {
  const [removed, ended] = await writeBatch(database, [
    removal,
    {
      // Only if the one before took something away.
      sql: `update sessions set revoked_at = ?
        where account_id = ? and revoked_at is null and id <> ? and changes() = 1 returning id`,
      args: [now, person, keep],
    },
  ]);
  if (removed?.rowsAffected === 1) {
    return { ok: true, ended: (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"])) };
  }
  return { ok: false, why: (await isThere()) ? "last_way_in" : "not_found" };
}

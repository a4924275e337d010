import type { InStatement } from "@libsql/client/web";
import { and, asc, eq } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { MAX_PASSKEYS } from "#protocol/limits.ts";
import { writeBatch, type Database } from "./client.ts";
import type { Condition } from "./names.ts";
import { passkeys } from "./schema/credentials.ts";
import { sessionGoesOn } from "./sessions.ts";

const Transports = v.array(v.string());

/** A passkey as it is stored. `publicKey` is COSE in base64url. */
export type Passkey = {
  id: string;
  person: PersonId;
  name: string;
  publicKey: string;
  /** How often it has signed, as far as it counts; 0 for those that do not. */
  counter: number;
  transports: string[];
  /** Kept by a service that copies it to other devices. */
  isBackedUp: boolean;
};

const ALWAYS: Condition = { sql: "true", args: [] };

/** For a batch that makes the account, or for one that is there: nothing happens without it, nor when it has too many already. */
export function newPasskey(passkey: Passkey, now: number, condition = ALWAYS): InStatement {
  const { id, person, name, publicKey, counter, transports, isBackedUp } = passkey;
  return {
    sql: `insert into passkeys
        (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
      select ?, id, ?, ?, ?, ?, ?, ? from accounts
      where id = ? and kind = 'person'
        and (select count(*) from passkeys where account_id = accounts.id) < ? and ${condition.sql}`,
    args: [
      id,
      name,
      publicKey,
      counter,
      JSON.stringify(transports),
      isBackedUp ? 1 : 0,
      now,
      person,
      MAX_PASSKEYS,
      ...condition.args,
    ],
  };
}

/** False when the person has as many as one may have, or the session that asks has been ended meanwhile. */
export async function addPasskey(
  database: Database,
  passkey: Passkey,
  session: string,
  now: number,
): Promise<boolean> {
  const [added] = await writeBatch(database, [newPasskey(passkey, now, sessionGoesOn(session))]);
  return added?.rowsAffected === 1;
}

/** The passkey with this id, whoever's it is. */
export async function findPasskey(database: Database, id: string): Promise<Passkey | undefined> {
  const [row] = await database.ask.select().from(passkeys).where(eq(passkeys.id, id));
  return row && passkeyOf(row);
}

/** The oldest first. Times in ms since epoch. */
export async function passkeysOf(
  database: Database,
  person: PersonId,
): Promise<(Passkey & { createdAt: number; lastUsedAt: number | null })[]> {
  const rows = await database.ask
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, person))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
  return rows.map((row) => {
    const { createdAt, lastUsedAt } = row;
    return { ...passkeyOf(row), createdAt, lastUsedAt };
  });
}

export type PasskeyUse = {
  id: string;
  person: PersonId;
  counter: number;
  isBackedUp: boolean;
  now: number;
};

/**
 * Notes that it has signed. False when that must not count: it is gone, or it counts and its number has not grown, so that there
 * are two of it. Only one that is copied on purpose may do that. Decided where it is written, so that of two copies at the same
 * time one is refused.
 */
export async function notePasskeyUse(database: Database, use: PasskeyUse): Promise<boolean> {
  const { id, person, counter, isBackedUp, now } = use;
  const [noted] = await writeBatch(database, [
    {
      sql: `update passkeys set counter = max(counter, ?1), is_backed_up = ?2, last_used_at = ?3
        where id = ?4 and account_id = ?5
          and (is_backed_up or counter < ?1 or (counter = 0 and ?1 = 0))`,
      args: [counter, isBackedUp ? 1 : 0, now, id, person],
    },
  ]);
  return noted?.rowsAffected === 1;
}

/** False when this person has no such passkey. */
export async function renamePasskey(
  database: Database,
  { id, person, name }: Pick<Passkey, "id" | "person" | "name">,
): Promise<boolean> {
  const { rowsAffected } = await database.ask
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, id), eq(passkeys.accountId, person)));
  return rowsAffected === 1;
}

function passkeyOf(row: typeof passkeys.$inferSelect): Passkey {
  const { id, accountId, name, publicKey, counter, isBackedUp } = row;
  const transports = v.parse(Transports, JSON.parse(row.transports));
  return { id, person: accountId, name, publicKey, counter, transports, isBackedUp };
}

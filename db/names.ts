import { eq } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";

/** A name that not every room has heard yet. `version` says which of the person's names it is. */
export type UntoldName = { name: string; version: number };

/** A condition in SQL with positional arguments. */
export type Condition = { sql: string; args: (string | number | null)[] };

/** That nobody else is called so. A key is a name as it is compared (party/names); null: whatever others are called. */
export function isNameFree(nameKey: string | null, butFor: PersonId): Condition {
  return {
    sql: `not exists (select 1 from accounts as namesake
      where namesake.name_key = ? and namesake.kind = 'person' and namesake.id <> ?)`,
    args: [nameKey, butFor],
  };
}

/** Gives someone another name. False when somebody else is called so; the name one has already is no change. */
export async function renamePerson(
  database: Database,
  { person, name, nameKey }: { person: PersonId; name: string; nameKey: string | null },
): Promise<boolean> {
  const isFree = isNameFree(nameKey, person);
  const [renamed] = await writeBatch(database, [
    {
      sql: `update accounts set name_version = name_version + (name <> ?), name = ?, name_key = ?
        where id = ? and kind = 'person' and ${isFree.sql}`,
      args: [name, name, nameKey, person, ...isFree.args],
    },
  ]);
  return renamed?.rowsAffected === 1;
}

/** What rooms still have to hear of this person's name, or undefined. */
export async function untoldName(
  database: Database,
  person: PersonId,
): Promise<UntoldName | undefined> {
  const [row] = await database.ask.select().from(accounts).where(eq(accounts.id, person));
  if (!row || row.kind !== "person" || row.toldVersion >= row.nameVersion) return undefined;
  return { name: row.name, version: row.nameVersion };
}

/** All rooms have heard this version of the name. What has changed since is still to be told. */
export async function noteTold(
  database: Database,
  person: PersonId,
  version: number,
): Promise<void> {
  await writeBatch(database, [
    {
      sql: "update accounts set told_version = max(told_version, ?) where id = ?",
      args: [version, person],
    },
  ]);
}

import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";

/** Accounts at a time: one statement holds them all. */
const PAGE = 500;

/**
 * Gives everyone their name's key who has none: accounts older than keys, or all when what looks alike has changed. Nobody is
 * renamed by it: two who were called alike before both keep their name, and it is the third that is refused. Placeholders of
 * imported history get none, so that those who come here themselves may be called what they were called there. Safe to repeat;
 * asks one indexed question when there is nothing to do. Gives how many got one.
 */
export async function fillNameKeys(
  database: Database,
  keyOf: (name: string) => string,
): Promise<number> {
  let filled = 0;
  let after: PersonId | null = null;
  for (;;) {
    const page = await pageAfter(database, after);
    const last = page.at(-1);
    if (!last) return filled;
    await writeBatch(database, [storeKeys(page, keyOf)]);
    filled += page.length;
    after = last.id;
  }
}

function pageAfter(database: Database, after: PersonId | null) {
  const isNext = after === null ? undefined : gt(accounts.id, after);
  return database.ask
    .select({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .where(and(isNull(accounts.nameKey), eq(accounts.kind, "person"), isNext))
    .orderBy(asc(accounts.id))
    .limit(PAGE);
}

function storeKeys(page: readonly { id: string; name: string }[], keyOf: (name: string) => string) {
  const keys = page.map(({ id, name }) => ({ id, name, key: keyOf(name) }));
  return {
    // Whoever was renamed meanwhile has their key from that.
    sql: `update accounts set name_key = sent.value->>'key' from json_each(?) as sent
      where accounts.id = sent.value->>'id' and accounts.name = sent.value->>'name'
        and accounts.name_key is null`,
    args: [JSON.stringify(keys)],
  };
}

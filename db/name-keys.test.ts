import { asc } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { fillNameKeys } from "./name-keys.ts";
import { accounts } from "./schema/accounts.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const keyOf = (name: string) => name.toLowerCase();
const add = (id: string, name: string, kind = "person", key: string | null = null) => ({
  sql: "insert into accounts (id, kind, name, name_key, role, session_version, created_at) values (?, ?, ?, ?, 'member', 1, 1)",
  args: [id, kind, name, key],
});
async function keys() {
  const rows = await real.database.ask.select().from(accounts).orderBy(asc(accounts.id));
  return rows.map(({ name, nameKey }) => `${name}: ${nameKey}`);
}

test("everyone who has no key gets one, more than fit in one page, and none is renamed", async () => {
  const many = Array.from({ length: 1_203 }, (_, i) => add(`id-${i}`, `Person ${i % 400}`));
  await real.database.client.batch(many, "write");
  expect(await fillNameKeys(real.database, keyOf)).toBe(1_203);
  expect(await fillNameKeys(real.database, keyOf)).toBe(0);
  const stored = await keys();
  expect(stored).toHaveLength(1_203);
  expect(stored.every((line) => /^Person (\d+): person \1$/.test(line))).toBe(true);
});

test("a key that is there stays, and history's people and those who have left get none", async () => {
  await real.database.client.batch(
    [add("a", "Ann", "person", "kept"), add("b", "Bob", "placeholder"), add("c", "Cy", "departed")],
    "write",
  );
  expect(await fillNameKeys(real.database, keyOf)).toBe(0);
  expect(await keys()).toEqual(["Ann: kept", "Bob: null", "Cy: null"]);
});

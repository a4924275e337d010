import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "@libsql/client/web";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSqld, type Sqld } from "../scripts/sqld.ts";
import { migrate, pendingMigrations } from "./migrate.ts";

let dir: string;
let sqld: Sqld;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-migrate-"));
  sqld = await startSqld({ dir });
});
afterAll(async () => {
  await sqld.stop();
  await rm(dir, { recursive: true, force: true });
});

test("what a database would get is told beforehand, and nothing of it is done by asking", async () => {
  const { url, key } = sqld;
  const first = await pendingMigrations(url, key.token);
  expect(first.pending[0]).toBe("0000_foundation");
  expect(await pendingMigrations(url, key.token)).toEqual(first);
  await migrate(url, key.token);
  expect(await pendingMigrations(url, key.token)).toEqual({ pending: [], newer: 0 });
  const client = createClient({ url, authToken: key.token });
  await client.execute(
    "delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)",
  );
  expect((await pendingMigrations(url, key.token)).pending).toEqual(first.pending.slice(-1));
  await client.execute(
    "insert into __drizzle_migrations (hash, created_at) values ('later', 9e15)",
  );
  expect((await pendingMigrations(url, key.token)).newer).toBe(1);
});

test("a database that cannot be asked is named by its host, without the token", async () => {
  await expect(pendingMigrations("http://127.0.0.1:9", "hunter2")).rejects.toThrow("127.0.0.1:9");
  await expect(pendingMigrations("http://127.0.0.1:9", "hunter2")).rejects.not.toThrow("hunter2");
});

import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder, prepareDataFolder } from "./data-folder.ts";
import { databaseDoor, startLibsql } from "./libsql.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-libsql-"));
});

afterEach(() => rm(dir, { recursive: true }));

test("whoever may read the data folder can ask the running database, and nobody else can read how", async () => {
  const data = dataFolder(dir);
  await prepareDataFolder(data);
  // Of an earlier start, or out of a backup.
  await writeFile(data.door, "old", { mode: 0o644 });
  const sqld = await startLibsql(data);
  const { url, token } = await databaseDoor(data);
  const ask = (authToken?: string) =>
    createClient({ url, ...(authToken === undefined ? {} : { authToken }) }).execute(
      "select count(*) as accounts from accounts",
    );
  const { rows } = await ask(token);
  const refused = await ask().catch((error: unknown) => error);
  await sqld.stop();
  expect(rows.map(({ accounts }) => accounts)).toEqual([0]);
  expect(refused).toBeInstanceOf(Error);
  expect((await stat(data.door)).mode & 0o777).toBe(0o600);
});

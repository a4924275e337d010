import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSqld } from "./sqld.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-sqld-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

test("it keeps what was written when it is stopped and started again", async () => {
  const first = await startSqld({ dir });
  await createClient({ url: first.url }).executeMultiple(
    "create table t (x); insert into t values (7);",
  );
  await first.stop();
  await first.exited;
  const second = await startSqld({ dir });
  const { rows } = await createClient({ url: second.url }).execute("select x from t");
  await second.stop();
  expect(rows.map(({ x }) => x)).toEqual([7]);
});

test("a killed server is noticed", async () => {
  const sqld = await startSqld({ dir });
  process.kill(sqld.pid, "SIGKILL");
  await sqld.exited;
  await expect(fetch(`${sqld.url}/health`)).rejects.toThrow("fetch failed");
});

test("a folder that is a file is told in one sentence", async () => {
  const file = path.join(dir, "file");
  writeFileSync(file, "not a folder");
  await expect(startSqld({ dir: file })).rejects.toThrow(
    `The database in ${file} cannot be opened`,
  );
});

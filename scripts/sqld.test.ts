import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase, writeBatch } from "#db/client.ts";
import { newDatabaseKey } from "./database-key.ts";
import { freePort } from "./free-port.ts";
import { runningProcesses } from "./processes.ts";
import { startSqld } from "./sqld.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-sqld-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

test("it keeps what was written when it is stopped and started again", async () => {
  const first = await startSqld({ dir });
  await createClient({ url: first.url, authToken: first.key.token }).executeMultiple(
    "create table t (x); insert into t values (7);",
  );
  await first.stop();
  await first.exited;
  const second = await startSqld({ dir, key: first.key });
  const client = createClient({ url: second.url, authToken: first.key.token });
  const { rows } = await client.execute("select x from t");
  await second.stop();
  expect(rows.map(({ x }) => x)).toEqual([7]);
});

test("nobody else is answered: no page in a browser of this machine, no other user, no key of another server", async () => {
  const sqld = await startSqld({ dir });
  const wish = { requests: [{ type: "execute", stmt: { sql: "select 42 as answer" } }] };
  const ask = async (token?: string) => {
    const answer = await fetch(`${sqld.url}/v2/pipeline`, {
      method: "POST",
      headers: {
        Origin: "https://evil.example",
        "Content-Type": "text/plain",
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(wish),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const ours = await ask(sqld.key.token);
  const others = [await ask(), await ask("nonsense"), await ask(newDatabaseKey().token)];
  await sqld.stop();
  expect([ours.status, ours.text]).toEqual([200, expect.stringContaining('"42"')]);
  for (const { status, text } of others) {
    expect(status).toBe(401);
    expect(text).not.toContain("42");
  }
});

test("many who write at once do not lock each other out when much was written", async () => {
  const sqld = await startSqld({ dir });
  try {
    const address = { LIBSQL_URL: sqld.url, LIBSQL_TOKEN: sqld.key.token };
    await openDatabase(address).client.execute("create table t (body)");
    const sql = "insert into t values (?)";
    const statements = Array.from({ length: 20 }, () => ({ sql, args: ["x".repeat(900)] }));
    // Twice the thousand pages after which writers would clear up themselves; that locked them out for good within a second.
    const writing = Array.from({ length: 16 }, async () => {
      const database = openDatabase(address);
      for (let i = 0; i < 40; i += 1) await writeBatch(database, statements);
    });
    await Promise.all(writing);
    const { rows } = await openDatabase(address).client.execute("select count(*) as n from t");
    expect(rows[0]?.["n"]).toBe(16 * 40 * 20);
  } finally {
    await sqld.stop();
  }
});

test("a killed server is noticed", async () => {
  const sqld = await startSqld({ dir });
  process.kill(sqld.pid, "SIGKILL");
  await sqld.exited;
  await expect(fetch(`${sqld.url}/health`)).rejects.toThrow("fetch failed");
});

test("where its port is held a moment longer by the one before, it waits for it", async () => {
  const port = await freePort();
  const tried = new Set<number>();
  // Whoever holds the port is asked whether the database is up, and goes at the second one that tries to have it.
  const before = createServer((_, answer) => {
    answer.writeHead(503).end();
    for (const { pid, command } of runningProcesses())
      if (/\bsqld\b/.test(command) && command.includes(`:${port}`)) tried.add(pid);
    if (tried.size < 2) return;
    before.close();
    before.closeAllConnections();
  });
  await new Promise<void>((resolve) => void before.listen(port, "127.0.0.1", resolve));
  try {
    const sqld = await startSqld({ dir, port });
    const answer = await fetch(`${sqld.url}/health`);
    await sqld.stop();
    expect([sqld.port, answer.status, tried.size]).toEqual([port, 200, 2]);
  } finally {
    before.close();
  }
});

test("a folder that is a file is told in one sentence", async () => {
  const file = path.join(dir, "file");
  writeFileSync(file, "not a folder");
  await expect(startSqld({ dir: file })).rejects.toThrow(
    `The database in ${file} cannot be opened`,
  );
});

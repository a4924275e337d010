import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder, prepareDataFolder } from "./data-folder.ts";
import { keepLibsql } from "./kept-libsql.ts";
import { runningProcesses } from "./processes.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-kept-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

/** The process of the database at this address, once there is another than `but`. */
async function sqldAt(url: string, but = 0): Promise<number> {
  for (;;) {
    const found = runningProcesses().find(
      ({ pid, command }) =>
        pid !== but && /\bsqld\b/.test(command) && command.includes(new URL(url).host),
    );
    if (found) return found.pid;
    await pause(1);
  }
}

test("one that ends while it starts has a successor, too", async () => {
  const data = dataFolder(dir);
  await prepareDataFolder(data);
  const kept = await keepLibsql(data);
  let isLost = false;
  void kept.lost.then(() => (isLost = true));
  try {
    const first = await sqldAt(kept.url);
    process.kill(first, "SIGKILL");
    // A millisecond after it came it answers nobody yet.
    const second = await sqldAt(kept.url, first);
    process.kill(second, "SIGKILL");
    const client = createClient({ url: kept.url, authToken: kept.token });
    const isBack = async () => isLost || (await client.execute("select 1 as x")).rows.length > 0;
    await expect.poll(() => isBack().catch(() => false), { timeout: 10_000 }).toBe(true);
    expect(isLost).toBe(false);
  } finally {
    await kept.stop();
  }
});

test("one that lives and gives no answer has a successor, and one that answers has none", async () => {
  const data = dataFolder(dir);
  await prepareDataFolder(data);
  const kept = await keepLibsql(data, { everyMs: 50, withinMs: 1_000 });
  try {
    const first = await sqldAt(kept.url);
    const client = createClient({ url: kept.url, authToken: kept.token });
    await client.execute("create table words(word)");
    for (let i = 0; i < 50; i += 1)
      await client.execute({ sql: "insert into words values (?)", args: [i] });
    expect(await sqldAt(kept.url)).toBe(first);
    process.kill(first, "SIGSTOP");
    expect(await sqldAt(kept.url, first)).not.toBe(first);
    const count = async () => (await client.execute("select count(*) as n from words")).rows;
    await expect
      .poll(() => count().catch(() => null), { timeout: 10_000 })
      .toMatchObject([{ n: 50 }]);
  } finally {
    await kept.stop();
  }
});

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

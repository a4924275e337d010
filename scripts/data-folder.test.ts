import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder, lockDataFolder, prepareDataFolder, type DataFolder } from "./data-folder.ts";
import { killGroup, runningProcesses } from "./processes.ts";
import { Trouble } from "./trouble.ts";

let data: DataFolder;
const groups: number[] = [];

beforeEach(() => {
  data = dataFolder(mkdtempSync(path.join(tmpdir(), "parley-data-")));
});

afterEach(() => {
  for (const group of groups.splice(0)) killGroup(group);
  rmSync(data.root, { recursive: true, force: true });
});

test("a new folder is made, with everything a server needs in it", async () => {
  const nested = dataFolder(path.join(data.root, "a/b"));
  await prepareDataFolder(nested);
  expect([existsSync(nested.libsql), existsSync(nested.rooms)]).toEqual([true, true]);
});

test("a file where the folder should be is told in one sentence", async () => {
  const file = path.join(data.root, "file");
  writeFileSync(file, "");
  const preparing = prepareDataFolder(dataFolder(file));
  await expect(preparing).rejects.toThrow(Trouble);
  await expect(preparing).rejects.toThrow(/a file is in the way.*PARLEY_DATA/);
});

test("a folder can be taken again after it was let go of", async () => {
  const unlock = await lockDataFolder(data);
  unlock();
  (await lockDataFolder(data))();
  expect(existsSync(data.lock)).toBe(false);
});

test("a folder that a running server has taken is refused, and the server is left alone", async () => {
  const server = await pretendServer([`--data=${data.root}`]);
  writeFileSync(data.lock, JSON.stringify({ group: server }));
  await expect(lockDataFolder(data)).rejects.toThrow(`already running on ${data.root}`);
  expect(isRunning(server)).toBe(true);
});

test("a lock whose number belongs to a stranger by now is taken over, and the stranger lives", async () => {
  const stranger = await pretendServer(["--data=/somewhere/else"]);
  writeFileSync(data.lock, JSON.stringify({ group: stranger }));
  (await lockDataFolder(data))();
  expect(isRunning(stranger)).toBe(true);
});

test("what a killed server left running is ended before the folder is taken", async () => {
  const { leader, orphan } = await pretendKilledServer(data.root);
  expect([isRunning(leader), isRunning(orphan)]).toEqual([false, true]);
  writeFileSync(data.lock, JSON.stringify({ group: leader }));
  (await lockDataFolder(data))();
  expect(isRunning(orphan)).toBe(false);
});

test.each(["", "{", '{"group":"x"}'])(
  "a damaged lock (%s) does not lock anyone out",
  async (text) => {
    writeFileSync(data.lock, text);
    await expect(lockDataFolder(data)).resolves.toBeTypeOf("function");
  },
);

const STAYS = "console.log('up'); setInterval(() => {}, 1000);";

async function pretendServer(args: string[]): Promise<number> {
  const child = spawn(process.execPath, ["-e", STAYS, "--", ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  return remember(child.pid);
}

async function pretendKilledServer(root: string): Promise<{ leader: number; orphan: number }> {
  const starts = `
    const { spawn } = require("node:child_process");
    const orphan = spawn(process.execPath, ["-e", ${JSON.stringify(STAYS)}, "--", "--db-path", ${JSON.stringify(root)}], { stdio: ["ignore", "pipe", "ignore"] });
    orphan.stdout.once("data", () => console.log(orphan.pid));`;
  const child = spawn(process.execPath, ["-e", starts], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said] = await once(child.stdout, "data");
  const leader = remember(child.pid);
  process.kill(leader, "SIGKILL");
  await once(child, "exit");
  return { leader, orphan: Number(said) };
}

function remember(pid: number | undefined): number {
  if (pid === undefined) throw new Error("no process was started");
  groups.push(pid);
  return pid;
}

function isRunning(pid: number): boolean {
  return runningProcesses().some((found) => found.pid === pid);
}

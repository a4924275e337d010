import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { killGroup, runningProcesses, type RunningProcess } from "./processes.ts";
import { codeOf, Trouble } from "./trouble.ts";

/** Everything a community is made of on this machine. Copy it while the server is stopped, and you have a backup. */
export type DataFolder = {
  root: string;
  /** sqld's database: accounts, the directory, the searchable archive. */
  libsql: string;
  /** The Durable Objects: what was said. */
  rooms: string;
  secrets: string;
  /** Where the running database is, and the key to it (`DatabaseDoor`). */
  door: string;
  lock: string;
  /** What the server that ran last has left for the next (scripts/returning.ts). */
  returning: string;
  /** The build that is being served; made anew at every start. */
  app: string;
};

export function dataFolder(root = process.env["PARLEY_DATA"] || ".data"): DataFolder {
  const absolute = path.resolve(root);
  return {
    root: absolute,
    libsql: path.join(absolute, "libsql"),
    rooms: path.join(absolute, "rooms"),
    secrets: path.join(absolute, "secrets.json"),
    door: path.join(absolute, "libsql.json"),
    lock: path.join(absolute, "lock.json"),
    returning: path.join(absolute, "returning.json"),
    app: path.join(absolute, "app"),
  };
}

/** @throws Trouble when nothing can be written there. */
export async function prepareDataFolder(data: DataFolder): Promise<void> {
  try {
    await mkdir(data.rooms, { recursive: true, mode: 0o700 });
    await mkdir(data.libsql, { recursive: true, mode: 0o700 });
    const probe = path.join(data.root, ".writable");
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new Trouble(
      `The data folder ${data.root} cannot be used (${reasonOf(error)}): make it a folder that you may write to, or choose another with PARLEY_DATA.`,
    );
  }
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  switch (code ?? "") {
    case "ENOTDIR":
    case "EEXIST":
      return "a file is in the way";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "writing there is not allowed";
    case "ENOSPC":
      return "the disk is full";
    default:
      return code ?? String(error);
  }
}

/** `group` is the process group that the server and everything it starts live in. */
const Lock = v.object({ group: v.pipe(v.number(), v.safeInteger(), v.minValue(2)) });
type Lock = v.InferOutput<typeof Lock>;

/**
 * Takes the folder for the process group of this process, ending first what a killed run left behind: two servers on
 * one folder would both number the same room's messages. Gives the function that lets go of it.
 * @throws Trouble when a server runs on the folder.
 */
export async function lockDataFolder(data: DataFolder): Promise<() => void> {
  const taken = takeLock(data);
  if (taken) return taken;
  const former = readLock(data);
  const members = former ? membersOf(former, data) : [];
  const leader = members.find(({ pid }) => pid === former?.group);
  if (leader) {
    throw new Trouble(
      `A server is already running on ${data.root} (process ${leader.pid}): stop it, or choose another folder with PARLEY_DATA.`,
    );
  }
  if (former && members.length > 0) await endLeftovers(former, members);
  rmSync(data.lock, { force: true });
  const retaken = takeLock(data);
  if (retaken) return retaken;
  throw new Trouble(`Another server is just starting on ${data.root}: let it.`);
}

function takeLock(data: DataFolder): (() => void) | null {
  const lock: Lock = { group: process.pid };
  try {
    mkdirSync(data.root, { recursive: true });
    writeFileSync(data.lock, JSON.stringify(lock), { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") return null;
    throw error;
  }
  return () => rmSync(data.lock, { force: true });
}

function readLock(data: DataFolder): Lock | null {
  try {
    const parsed = v.safeParse(Lock, parseJson(readFileSync(data.lock, "utf8")));
    return parsed.success ? parsed.output : null;
  } catch {
    // Gone already: its server has just stopped.
    return null;
  }
}

/** A number may belong to a stranger by now: these are only processes that say they are ours. */
function membersOf(lock: Lock, data: DataFolder): RunningProcess[] {
  // In a container that starts again the same numbers come again: this is us.
  if (lock.group === process.pid) return [];
  const members = runningProcesses().filter(({ group }) => group === lock.group);
  const isOurs = members.some(({ command }) => command.includes(data.root));
  const hasOrphanOfOurs = members.every(
    ({ pid, command }) => pid !== lock.group && command.includes("workerd"),
  );
  return isOurs || hasOrphanOfOurs ? members : [];
}

/** Waits for the processes themselves: one that is ending has no command any more by which to know it, and its files are still open. */
async function endLeftovers({ group }: Lock, members: readonly RunningProcess[]): Promise<void> {
  const ending = new Set(members.map(({ pid }) => pid));
  killGroup(group);
  while (runningProcesses().some((left) => left.group === group && ending.has(left.pid)))
    await pause(20);
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { DOOR_LIMITS } from "#protocol/limits.ts";
import { dataFolder } from "../../scripts/data-folder.ts";
import { databaseDoor } from "../../scripts/libsql.ts";
import { readArchive } from "../../test/faults/read-archive.ts";
import { stuckOf, until, wholeLog } from "../../test/faults/restart/restart-trial.ts";
import type { Fault } from "../../test/history/fault.ts";
import { startParley, type Parley } from "../../test/servers.ts";
import { cpuOfGroup } from "../cores.ts";
import { leaveNothingOn } from "../leave-nothing.ts";
import { memoryOf } from "../memory.ts";
import { groupOf } from "../parley.ts";
import { databaseAway, restart, type Outage, type Restart } from "./disturbances.ts";
import { gather, type Gathering, type SoakRoom } from "./gathering.ts";
import { MemoryLog, type Growth } from "./memory-log.ts";
import { OwnCounts, scrape } from "./own-counts.ts";
import { readThrough } from "./past.ts";
import { readNowAndThen } from "./reading.ts";

const TOKEN = "s".repeat(43);
const MINUTE_MS = 60_000;
const SETTLED_WITHIN_MS = 120_000;
/** Objects hand over what they have counted every ten seconds, and the meter stores it within five. */
const TOLD_WITHIN_MS = 60_000;
const CLOSE_ENOUGH = 0.01;
/** What a server said last, where a soak fails. */
const LAST_LINES = 50;

export type SoakWish = { minutes: number; sockets: number; perSecond: number };

/** What both have counted under this name. */
export type Counted = { name: string; own: number; theirs: number };

export type Soaked = {
  faults: Fault[];
  rooms: number;
  messages: number;
  deliveriesPerSecond: number;
  outage: Outage;
  restart: Restart;
  growth: Growth;
  counted: Counted[];
  /** How often somebody has told their inbox that they have read. */
  reads: number;
  /** Of one core: the server until its restart, and this process all the while. The delay is that of its event loop, p99 in ms. */
  busy: { server: number; load: number; delayMs: number; bytes: number };
};

/**
 * A community that talks for so long, while its database goes and comes back at a sixth of the time, and the server restarts at a third:
 * what grows shows best in the last one, when it has warmed up.
 */
export async function soak(wish: SoakWish): Promise<Soaked> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-soak-"));
  leaveNothingOn(dir);
  // As people are limited, but for the one who makes all the rooms.
  const doorLimits = { ...DOOR_LIMITS, roomsPerMinute: 10_000 };
  // And but for the one who reads everything.
  const limits = { pageBurst: 10_000, pagesPerSecond: 10_000 };
  const parley = await startParley({ dir, metricsToken: TOKEN, limits, doorLimits });
  try {
    const counts = new OwnCounts();
    const gathering = await gather(parley, wish.sockets, counts);
    console.log(`${wish.sockets} sockets in ${gathering.rooms.length} rooms`);
    return await talkThrough(parley, wish, gathering, counts);
  } catch (error) {
    console.error(
      "The server has said:",
      parley.output().split("\n").slice(-LAST_LINES).join("\n"),
    );
    throw error;
  } finally {
    await parley.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function talkThrough(
  parley: Parley,
  { minutes, sockets, perSecond }: SoakWish,
  { owner, rooms, devices }: Gathering,
  counts: OwnCounts,
): Promise<Soaked> {
  const totalMs = minutes * MINUTE_MS;
  const memory = new MemoryLog(parley.dir, totalMs);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const own = process.cpuUsage();
  const server = cpuOfGroup(groupOf(parley));
  const began = performance.now();
  const endTalk = talk(rooms, perSecond);
  const reading = readNowAndThen(rooms);
  const at = (share: number) => pause(Math.max(0, began + share * totalMs - performance.now()));
  await at(1 / 6);
  const outage = await databaseAway(parley, counts);
  console.log("The database was away", outage);
  await at(1 / 3);
  const busyServer = (cpuOfGroup(groupOf(parley)) - server) / (performance.now() - began);
  const restarted = await restart(parley, devices);
  console.log("The server was restarted", restarted);
  await readThrough(parley, owner, rooms);
  await at(2 / 3);
  memory.isWarm();
  await at(1);
  const growth = memory.stop();
  const reads = reading.end();
  const { user, system } = process.cpuUsage(own);
  const passed = performance.now() - began;
  const busy = {
    server: busyServer,
    load: (user + system) / 1_000 / passed,
    delayMs: delay.percentile(99) / 1e6,
    bytes: memoryOf(process.pid),
  };
  const deliveriesPerSecond = counts.deliveries / (passed / 1_000);
  endTalk();
  const isSaid = () => devices.every(({ outbox }) => outbox.waiting.length === 0);
  await until(isSaid, SETTLED_WITHIN_MS, "every answer", () => stuckOf(devices));
  const counted = await compare(parley.url, counts, sockets);
  for (const device of devices) device.close();
  const reader = await owner.signIn();
  const faults: Fault[] = [];
  for (const room of rooms) faults.push(...(await lookThrough(parley, reader, room)));
  const messages = counted.find(({ name }) => name === "messages_total")?.own ?? 0;
  return {
    faults,
    rooms: rooms.length,
    messages,
    deliveriesPerSecond,
    outage,
    restart: restarted,
    growth,
    counted,
    busy,
    reads,
  };
}

/** Rooms take turns, and in each its devices. Whoever is away writes all the same, and sends it later. Gives what ends the talk. */
function talk(rooms: readonly SoakRoom[], perSecond: number): () => void {
  const longest = Math.max(...rooms.map(({ devices }) => devices.length));
  const order = Array.from({ length: longest }, (_, i) =>
    rooms.flatMap(({ devices }) => devices[i] ?? []),
  ).flat();
  const began = performance.now();
  let said = 0;
  const writing = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    for (; said < due; said += 1) order[said % order.length]?.write();
  }, 10);
  const sending = setInterval(() => order.forEach((device) => device.send()), 100);
  return () => {
    clearInterval(writing);
    // What waits must still go.
    setTimeout(() => clearInterval(sending), SETTLED_WITHIN_MS).unref();
  };
}

/** What the server has counted beside what was counted here, as soon as the two are close, or when they will not be. */
async function compare(url: string, counts: OwnCounts, live: number): Promise<Counted[]> {
  const until = performance.now() + TOLD_WITHIN_MS;
  for (;;) {
    const theirs = await scrape(url, TOKEN);
    const counted = Object.entries(counts.all(live)).map(([name, own]) => ({
      name,
      own,
      theirs: theirs(name),
    }));
    if (worstOf(counted) <= CLOSE_ENOUGH || performance.now() > until) return counted;
    await pause(2_000);
  }
}

/** How far apart the two are, as a share of what was counted here. */
export function apartOf({ own, theirs }: Counted): number {
  return Math.abs(theirs - own) / Math.max(1, own);
}

export function worstOf(counted: readonly Counted[]): number {
  return Math.max(...counted.map(apartOf));
}

/** Everything that anyone has seen in this room, beside what the room and the database hold of it at the end. */
async function lookThrough(
  parley: Parley,
  reader: Gathering["owner"],
  { id, check }: SoakRoom,
): Promise<Fault[]> {
  const log = await wholeLog(reader, id);
  check.push({ t: "whole", place: "the room", events: log });
  const door = await databaseDoor(dataFolder(parley.dir));
  const until = performance.now() + SETTLED_WITHIN_MS;
  let archived = await readArchive(door, id);
  while (archived.length < log.length && performance.now() < until) {
    await pause(500);
    archived = await readArchive(door, id);
  }
  check.push({ t: "whole", place: "the database", events: archived });
  return check.faults();
}

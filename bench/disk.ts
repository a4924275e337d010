import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { Upkeep } from "../scripts/archiving/room-status.ts";
import { dataFolder } from "../scripts/data-folder.ts";
import { ownOperatorDoor } from "../scripts/operator-door.ts";
import { runningProcesses } from "../scripts/processes.ts";
import { bringLongHistory } from "../test/long-history.ts";
import { serversOn, startParley, type Parley } from "../test/servers.ts";
import { WirePerson } from "../test/wire/person.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { memoryOf } from "./memory.ts";
import { RAISED_LIMITS } from "./parley.ts";
import { count, mib, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";

const MESSAGES = 50_000;
const ROOM = "Long room";

/** What a message of real chat takes of a disk for good: in the room's own log, and in the archive with all that it is searched by. */
export async function measureDisk(): Promise<Row[]> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-disk-"));
  const parley = await startParley({ dir, limits: RAISED_LIMITS });
  leaveNothingOn(dir);
  try {
    await WirePerson.founder(parley.url);
    const idle = memory(parley);
    // Stopped each time, for a database that runs has written some things twice.
    const before = await sizesAfterStop(parley, dir);
    await parley.restart();
    await bringLongHistory(parley, ROOM, MESSAGES);
    await untilArchived(parley);
    const after = await sizesAfterStop(parley, dir);
    const [rooms, archive] = [after.rooms - before.rooms, after.archive - before.archive];
    const each = (rooms + archive) / MESSAGES;
    return [
      {
        what: `disk for each of ${count(MESSAGES)} messages of real chat`,
        measured: `${count(each)} bytes`,
        target: "–",
        holds: null,
        beside: `the room's log ${count(rooms / MESSAGES)}, the archive with its index ${count(archive / MESSAGES)}; a community without a message ${count((before.rooms + before.archive) / 1_024)} KiB`,
      },
      {
        what: "memory of a server that nobody uses",
        measured: mib(idle.all),
        target: "–",
        holds: null,
        beside: `all its processes, what they share counted in each; the process of the rooms ${mib(idle.rooms)}`,
      },
    ];
  } finally {
    await parley.kill();
    await rm(dir, { recursive: true, force: true });
  }
}

async function sizesAfterStop({ stop }: Parley, dir: string) {
  await stop();
  const data = dataFolder(dir);
  return { rooms: bytesIn(data.rooms), archive: bytesIn(data.libsql) };
}

/** sqld's logs of what it has written lately: they begin anew when they are large (`--max-log-size`, 200 MB), however many messages there are. */
const LOGS = ["wallog", "data-wal"];

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && !LOGS.includes(entry.name))
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

const Rooms = v.object({
  rooms: v.array(v.object({ id: v.string(), name: v.nullable(v.string()) })),
});

async function untilArchived({ url, dir }: Parley): Promise<void> {
  const door = await ownOperatorDoor(url, dataFolder(dir));
  const { rooms } = await door("/api/operator/rooms", {}, Rooms);
  const room = rooms.find(({ name }) => name === ROOM);
  for (;;) {
    const { status } = await door(`/api/operator/rooms/${room?.id ?? ""}/status`, {}, Upkeep);
    if (status.archived === status.head && status.head >= MESSAGES) return;
    await pauseFor(500);
  }
}

function memory({ dir }: Parley) {
  const groups = serversOn(dir).map(({ group }) => group);
  const parts = runningProcesses().filter(({ group }) => groups.includes(group));
  const rooms = parts.find(({ command }) => /\/workerd( |$)/.test(command));
  return {
    all: parts.reduce((sum, { pid }) => sum + memoryOf(pid), 0),
    rooms: rooms ? memoryOf(rooms.pid) : 0,
  };
}

import { readdirSync, readlinkSync } from "node:fs";
import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn, type Parley } from "../servers.ts";

/** Where the hosts keep rooms: each that is awake holds its own file open. */
const ROOM_FILE = /\/(?:parley-Room|-roomDO)\/([0-9a-f]{64})\.sqlite$/;

/** The rooms that are awake on this server, by the names of their files. It reads /proc, so on Linux only. */
export function awakeRooms({ dir }: Parley): string[] {
  const groups = new Set(serversOn(dir).map(({ group }) => group));
  const open = runningProcesses()
    .filter(({ group }) => groups.has(group))
    .flatMap(({ pid }) => filesOf(pid))
    .filter((file) => file.startsWith(dir));
  return [...new Set(open.flatMap((file) => ROOM_FILE.exec(file)?.[1] ?? []))];
}

/** What a process has open: paths of files, and names such as `socket:[4711]`. */
export function filesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        // Closed while we looked.
        return [];
      }
    });
  } catch {
    // It ended while we looked.
    return [];
  }
}

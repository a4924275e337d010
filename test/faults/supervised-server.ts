import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../scripts/free-port.ts";
import { launch, serversOn, type Host } from "../servers.ts";
import { PATIENT_LIMITS } from "./patient-limits.ts";
import { readArchive } from "./read-archive.ts";
import type { Served } from "./served.ts";

/** It takes seconds to start, so that a kill within the first tenths would never meet a room. */
const SLOWER_START = 8;

/** A server as people start it, supervisor and all. A kill ends every process of it at once. */
export async function startSupervisedServer(host: Host, origin?: string): Promise<Served> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-faults-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begin = () =>
    launch({ dir, port, host, limits: PATIENT_LIMITS, ...(origin ? { origin } : {}) });
  let run = begin();
  let isUp = true;
  await run.ready(url);

  const start = async () => {
    if (!isUp) run = begin();
    isUp = true;
    await run.ready(url);
  };

  const kill = async () => {
    if (isUp) await run.kill();
    isUp = false;
  };

  return {
    name: host === "partykit" ? "PartyKit" : "PartyServer",
    url,
    port,
    database: null,
    kill,
    start,
    startDatabase: start,
    killWhileStarting: async (afterMs) => {
      run = begin();
      isUp = true;
      await pause(afterMs * SLOWER_START);
      await kill();
    },
    readArchive: (room) => readArchive(`http://${databaseAddress(dir)}`, room),
    stop: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Nobody else is told where the database listens. */
function databaseAddress(dir: string): string {
  const commands = serversOn(dir).map(({ command }) => command);
  const [, address] = commands.join("\n").match(/--http-listen-addr (\S+)/) ?? [];
  if (address === undefined) throw new Error("there is no database");
  return address;
}

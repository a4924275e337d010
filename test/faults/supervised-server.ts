import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { dataFolder } from "../../scripts/data-folder.ts";
import { freePort } from "../../scripts/free-port.ts";
import { databaseDoor } from "../../scripts/libsql.ts";
import { launch, type Host } from "../servers.ts";
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
    readArchive: async (room) => readArchive(await databaseDoor(dataFolder(dir)), room),
    stop: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

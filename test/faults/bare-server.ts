import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RoomLimits } from "#protocol/limits.ts";
import { copyBuild } from "../../scripts/build.ts";
import { prepareDataFolder } from "../../scripts/data-folder.ts";
import { freePort } from "../../scripts/free-port.ts";
import { startLibsql } from "../../scripts/libsql.ts";
import { startRuntime, type Runtime } from "../../scripts/miniflare.ts";
import { runningProcesses } from "../../scripts/processes.ts";
import { openSecrets } from "../../scripts/secrets.ts";
import { readServerSettings, workerBindings } from "../../scripts/server-settings.ts";
import type { Sqld } from "../../scripts/sqld.ts";
import { HURRIED_DOORS } from "../hurried-doors.ts";
import { startProxy } from "../tcp-proxy.ts";
import { PATIENT_LIMITS } from "./patient-limits.ts";
import { readArchive } from "./read-archive.ts";
import type { Served, Victim } from "./served.ts";

type Wish = {
  limits?: Partial<RoomLimits>;
  /** Another address that pages may come from, such as a line's. */
  origin?: string;
};

/**
 * The built product in workerd with sqld beside it, by the very code that `npm start` runs, but without a supervisor:
 * that would end everything when one part dies, and take seconds to come back. Between rooms and database is a line that
 * can fail.
 */
export async function startBareServer({ limits, origin }: Wish = {}): Promise<Served> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-faults-"));
  const port = await freePort();
  const settings = readServerSettings({
    PORT: String(port),
    PARLEY_DATA: dir,
    PARLEY_ROOM_LIMITS: JSON.stringify({ ...PATIENT_LIMITS, ...limits }),
    PARLEY_DOOR_LIMITS: JSON.stringify(HURRIED_DOORS),
    ...(origin ? { PARLEY_ORIGIN: origin } : {}),
  });
  const { data } = settings;
  await prepareDataFolder(data);
  const secrets = await openSecrets(data.secrets);
  const built = await copyBuild(data.app);
  let sqld: Sqld = await startLibsql(data);
  let isDatabaseUp = true;
  const database = await startProxy(() => sqld.port);
  let runtime: Runtime | null = null;

  const startRooms = async () => {
    runtime = await startRuntime({
      host: settings.host,
      port,
      ...built,
      rooms: data.rooms,
      bindings: {
        ...workerBindings(settings, secrets, `http://127.0.0.1:${database.port}`),
        LIBSQL_TOKEN: sqld.key.token,
      },
      onLine: () => {},
    });
  };

  const startDatabase = async () => {
    if (!isDatabaseUp) sqld = await startLibsql(data, sqld);
    isDatabaseUp = true;
  };

  const kill = async (victim: Victim) => {
    const pids = victim === "database" ? [] : workerds();
    if (victim !== "rooms" && isDatabaseUp) {
      pids.push(sqld.pid);
      isDatabaseUp = false;
    }
    for (const pid of pids) process.kill(pid, "SIGKILL");
    while (runningProcesses().some(({ pid }) => pids.includes(pid))) await pause(2);
    if (victim === "database") return;
    await runtime?.stop();
    runtime = null;
  };

  const start = async () => {
    await startDatabase();
    await startRooms();
  };

  await startRooms();
  return {
    name: "PartyServer",
    url: `http://127.0.0.1:${port}`,
    port,
    database,
    kill,
    start,
    startDatabase,
    killWhileStarting: async (afterMs) => {
      await startDatabase();
      const starting = startRooms().then(
        () => true,
        () => false,
      );
      while (workerds().length === 0) await pause(1);
      await pause(afterMs);
      for (const pid of workerds()) process.kill(pid, "SIGKILL");
      await starting;
      await kill("rooms");
    },
    readArchive: (room) => readArchive({ url: sqld.url, token: sqld.key.token }, room),
    stop: async () => {
      await runtime?.stop();
      await database.stop();
      await sqld.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Ours are the children of this process: nothing else in a test of faults starts one. */
function workerds(): number[] {
  return runningProcesses()
    .filter(({ parent, command }) => parent === process.pid && /\bworkerd\b/.test(command))
    .map(({ pid }) => pid);
}

import { copyBuild } from "../../scripts/build.ts";
import { dataFolder, prepareDataFolder } from "../../scripts/data-folder.ts";
import { freePort } from "../../scripts/free-port.ts";
import { startLibsql } from "../../scripts/libsql.ts";
import { startRuntime, type Runtime } from "../../scripts/miniflare.ts";
import { openSecrets } from "../../scripts/secrets.ts";
import { readServerSettings, workerBindings } from "../../scripts/server-settings.ts";
import { PATIENT_LIMITS } from "../faults/patient-limits.ts";
import { HURRIED_DOORS } from "../hurried-doors.ts";

export type ReleaseServer = {
  url: string;
  port: number;
  /** From now on this Worker serves the data, in place of the one before it; null: today's. */
  serve(worker: string | null): Promise<void>;
  stop(): Promise<void>;
};

/** A server in `dir` whose Worker can be another release's. `origin`: another address that pages may come from. */
export async function startReleaseServer(dir: string, origin: string): Promise<ReleaseServer> {
  const port = await freePort();
  const settings = readServerSettings({
    PORT: String(port),
    PARLEY_DATA: dir,
    PARLEY_ORIGIN: origin,
    PARLEY_ROOM_LIMITS: JSON.stringify(PATIENT_LIMITS),
    PARLEY_DOOR_LIMITS: JSON.stringify(HURRIED_DOORS),
  });
  const data = dataFolder(dir);
  await prepareDataFolder(data);
  const secrets = await openSecrets(data.secrets);
  const built = await copyBuild(data.app);
  const sqld = await startLibsql(data);
  let runtime: Runtime | null = null;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async serve(worker) {
      await runtime?.stop();
      runtime = await startRuntime({
        host: settings.host,
        port,
        client: built.client,
        worker: worker ?? built.worker,
        rooms: data.rooms,
        bindings: { ...workerBindings(settings, secrets, sqld.url), LIBSQL_TOKEN: sqld.key.token },
        onLine: (line) => console.log(line),
      });
    },
    async stop() {
      await runtime?.stop();
      await sqld.stop();
    },
  };
}

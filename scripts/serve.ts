/** The server behind `npm start`: the built product in workerd, and sqld beside it. Supervised by start.mjs. */
import { buildIfStale, copyBuild } from "./build.ts";
import { openCommunity } from "./community.ts";
import { greet } from "./greet.ts";
import { endedUnexpectedly, live } from "./life.ts";
import { openFileLimit, openFilesNotice } from "./open-files.ts";
import { readServerSettings } from "./server-settings.ts";

/** What party/log.ts writes when all is well: worth keeping where logs are collected, noise on someone's desk. */
const isRoutine = (line: string) => line.startsWith('{"level":"info"');

await live(async ({ endWith, fail }) => {
  const settings = readServerSettings(process.env);
  const notice = openFilesNotice(openFileLimit());
  if (notice) console.log(notice);
  const opening = openCommunity(settings);
  // Said before it is open: Ctrl-C may come while it opens.
  endWith(async () => (await opening).close());
  // Miniflare takes a second to load, and the database as long to start.
  const loading = import("./miniflare.ts");
  const [{ sqld, bindings, inbox }, { startRuntime }] = await Promise.all([
    opening,
    loading,
    buildIfStale(),
  ]);
  void sqld.exited.then(() => fail(endedUnexpectedly("The database server (sqld)")));
  const built = await copyBuild(settings.data.app);
  const starting = startRuntime({
    host: settings.host,
    port: settings.port,
    ...built,
    rooms: settings.data.rooms,
    bindings,
    onLine: (line) => {
      if (settings.tellsAll || !isRoutine(line)) console.error(line);
    },
  });
  endWith(async () => (await starting).stop());
  const runtime = await starting;
  void runtime.died.then(() => fail(endedUnexpectedly("The server of rooms (workerd)")));
  await greet(settings, inbox);
});

/** The server behind `npm start`: the built product in workerd, and sqld beside it. Supervised by start.mjs. */
import { buildIfStale, copyBuild } from "./build.ts";
import { openCommunity } from "./community.ts";
import { greet } from "./greet.ts";
import { endedUnexpectedly, live } from "./life.ts";
import { openFileLimit, openFilesNotice } from "./open-files.ts";
import { leaveReturning } from "./returning.ts";
import { readServerSettings } from "./server-settings.ts";

/** What party/log.ts writes when all is well: worth keeping where logs are collected, noise on someone's desk. */
const isRoutine = (line: string) => line.startsWith('{"level":"info"');

/** How long it takes to end this server, and until the next one's supervisor has started what this process is; ms. */
const BETWEEN_MS = 1_000;
/** Whatever is found below: people come to look sooner than this. */
const LONGEST_AWAY_MS = 10_000;

await live(async ({ endWith, fail }) => {
  const settings = readServerSettings(process.env);
  const notice = openFilesNotice(openFileLimit());
  if (notice) console.log(notice);
  const opening = openCommunity(settings);
  // Said before it is open: Ctrl-C may come while it opens.
  endWith(async () => (await opening).close());
  // Miniflare takes a second to load, and the database as long to start.
  const loading = import("./miniflare.ts");
  const building = timed(buildIfStale);
  const [{ libsql, bindings, inbox }, { startRuntime }] = await Promise.all([
    opening,
    loading,
    building,
  ]);
  void libsql.lost.then(() => fail(endedUnexpectedly("The database server (sqld)")));
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
  let awayMs = LONGEST_AWAY_MS;
  endWith(async () => {
    const runtime = await starting;
    await leaveReturning(settings.data, await runtime.sendAway(awayMs));
    await runtime.stop();
  });
  const runtime = await starting;
  void runtime.died.then(() => fail(endedUnexpectedly("The server of rooms (workerd)")));
  await greet(settings, inbox);
  // As long as it took this process to get here, the next one will take; what there was to build, it finds built.
  const startedInMs = Math.round(performance.now() - (await building));
  awayMs = Math.min(startedInMs + BETWEEN_MS, LONGEST_AWAY_MS);
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

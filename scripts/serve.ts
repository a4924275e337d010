/**
 * The server process that `npm start` supervises. It leads a process group of its own, with sqld and workerd in it,
 * so that whoever has to end everything at once can. It ends in order on SIGTERM, or when its standard input closes:
 * then its supervisor is gone.
 */
import { BUILT, buildIfStale } from "./build.ts";
import { claimPort } from "./claim-port.ts";
import { lockDataFolder, prepareDataFolder } from "./data-folder.ts";
import { greet } from "./greet.ts";
import { startLibsql } from "./libsql.ts";
import { startRuntime } from "./miniflare.ts";
import { openSecrets } from "./secrets.ts";
import { readServerSettings, workerBindings, type ServerSettings } from "./server-settings.ts";
import { tell } from "./trouble.ts";

const endings: (() => Promise<void> | void)[] = [];
let isEnding = false;

process.once("SIGTERM", () => void end(0));
process.stdin.once("end", () => void end(0)).resume();
// A terminal sends these to everyone at once; here the supervisor says when.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});

try {
  await serve(readServerSettings(process.env));
} catch (error) {
  await fail(tell(error));
}

async function serve(settings: ServerSettings): Promise<void> {
  const { data } = settings;
  await prepareDataFolder(data);
  endings.push(await lockDataFolder(data));
  await claimPort(settings);
  const secrets = await openSecrets(data.secrets);
  const starting = startLibsql(data);
  // Noted before it is up: Ctrl-C may come while it starts.
  endings.push(() => starting.then((sqld) => sqld.stop()));
  const [sqld] = await Promise.all([starting, buildIfStale()]);
  void sqld.exited.then(() => fail(unexpectedly("The database server (sqld)")));
  await startRooms(settings, workerBindings(settings, secrets, sqld.url));
  await greet(settings);
}

async function startRooms(settings: ServerSettings, bindings: Record<string, string>) {
  const starting = startRuntime({
    host: settings.host,
    port: settings.port,
    worker: BUILT.worker,
    client: BUILT.client,
    rooms: settings.data.rooms,
    bindings,
    onLine: (line) => console.error(line),
  });
  endings.push(() => starting.then((runtime) => runtime.stop()));
  const runtime = await starting;
  void runtime.died.then(() => fail(unexpectedly("The server of rooms (workerd)")));
}

function unexpectedly(what: string): string {
  return `${what} ended unexpectedly, so everything was stopped: start again, nothing accepted is lost.`;
}

async function fail(sentence: string): Promise<void> {
  if (isEnding) return;
  console.error(sentence);
  await end(1);
}

/** What was started last stops first: rooms must not outlive the database they archive into. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  for (const stop of endings.toReversed()) {
    try {
      await stop();
    } catch {
      // It never came up, which was told already; the others must still be stopped.
    }
  }
  process.exit(code);
}

/**
 * `npm run dev:partykit`: the same rooms under PartyKit's own server, which listens on every address of this machine.
 * It keeps Durable Objects in its own way, so it has a data folder of its own.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build.ts";
import { openCommunity } from "./community.ts";
import { greet } from "./greet.ts";
import { endedUnexpectedly, live } from "./life.ts";
import { readServerSettings, type ServerSettings } from "./server-settings.ts";
import { Trouble } from "./trouble.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const READY_WITHIN_MS = 60_000;

await live(async ({ endWith, fail }) => {
  const settings = readServerSettings(process.env);
  const opening = openCommunity(settings);
  endWith(async () => (await opening).close());
  const [{ libsql, bindings, inbox }] = await Promise.all([opening, buildIfStale()]);
  void libsql.lost.then(() => fail(endedUnexpectedly("The database server (sqld)")));
  const partykit = startPartyKit(settings, bindings);
  partykit.once("exit", () => fail(endedUnexpectedly("PartyKit's server")));
  await untilReady(settings.port);
  await greet(settings, inbox);
});

function startPartyKit({ port, data }: ServerSettings, bindings: Record<string, string>) {
  const vars = Object.entries(bindings).map(([name, value]) => `${name}=${value}`);
  const args = ["dev", "--port", String(port), "--persist", data.rooms];
  // `--var` takes everything after it.
  args.push("--disable-request-cf-fetch", "--no-hotkeys", "--var", ...vars);
  return spawn(path.join(ROOT, "node_modules/.bin/partykit"), args, {
    cwd: ROOT,
    // Its own group is ours: the supervisor ends what it leaves behind.
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NO_UPDATE_NOTIFIER: "1" },
  });
}

// It goes on running when it could not start its server, so only an answer counts.
async function untilReady(port: number): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/community`);
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  throw new Trouble(`PartyKit's server did not answer within ${READY_WITHIN_MS / 1_000} seconds.`);
}

import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import path from "node:path";
import { Log, LogLevel, Miniflare, Response } from "miniflare";
import * as v from "valibot";
import { SEND_AWAY_PATH } from "#party/going/paths.ts";
import { SentAway, type SendAway } from "#party/going/send-away.ts";
import { internalRequest } from "#party/internal/door.ts";
import { answerHash } from "./hasher.ts";
import { keepOwnSignals } from "./own-signals.ts";

export type RuntimeOptions = {
  host: string;
  port: number;
  /** The bundled Worker, a file. */
  worker: string;
  /** The built client, a folder. */
  client: string;
  /** Where Durable Objects keep what they know, a folder. */
  rooms: string;
  /** Text variables for the Worker, read in party/env.ts. */
  bindings: Record<string, string>;
  /** One line that workerd or our Worker wrote. */
  onLine: (line: string) => void;
};

export type Runtime = {
  /** Resolves when workerd ended by itself. Never when it was stopped. */
  died: Promise<void>;
  /**
   * Closes every socket with the moment at which it shall come back, and lets nobody in any more. `awayMs`: in so many ms there will be a
   * server again. Takes nine seconds at the most and never rejects: sockets that were not told come back by themselves. Gives over how many ms
   * those who were told will be coming back, as far as it is known.
   */
  sendAway(awayMs: number): Promise<number>;
  stop(): Promise<void>;
};

/** A quarter of a second is what it takes; a machine with other work on each core still gets to it. Less than start.mjs gives to all of an end. */
const SENT_AWAY_WITHIN_MS = 9_000;

/** What wrangler.jsonc says for the edge; `miniflare.test.ts` holds the two together. */
export const COMPATIBILITY = {
  compatibilityDate: "2026-04-26",
  compatibilityFlags: [
    "nodejs_compat",
    "no_web_socket_compression",
    "global_fetch_strictly_public",
  ],
};

/**
 * Serves the built product in workerd. Sockets reach our Worker directly: Miniflare's own port would put a Worker in
 * front that negotiates compression and costs most of the fan-out. Files come from a second Worker, because a direct
 * socket goes past the `assets` option of the first.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { died, watch } = watchOutput(options.onLine);
  const dropOthers = keepOwnSignals();
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.WARN),
    telemetry: { enabled: false },
    handleRuntimeStdio: watch,
    // Where the Vite plugin looks too, so that `npm run dev` has the same rooms.
    durableObjectsPersist: path.join(options.rooms, "v3/do"),
    workers: [
      {
        name: "parley",
        ...COMPATIBILITY,
        // Named one by one: to find out what it imports, Miniflare would parse two megabytes, which is a third of a start.
        modules: [{ type: "ESModule", path: options.worker }],
        // Modules are named from here, and workerd takes no name that leads out of it.
        modulesRoot: path.dirname(options.worker),
        bindings: options.bindings,
        serviceBindings: {
          ASSETS: "assets",
          HASHER: async (request: { json(): Promise<unknown> }) =>
            new Response(await answerHash(request)),
        },
        durableObjects: {
          Room: { className: "Room", useSQLite: true },
          Inbox: { className: "Inbox", useSQLite: true },
          Notes: { className: "Notes", useSQLite: true },
          Courier: { className: "Courier", useSQLite: true },
          Lobby: { className: "Lobby", useSQLite: true },
          Limits: { className: "Limits", useSQLite: true },
          Meter: { className: "Meter", useSQLite: true },
        },
        unsafeDirectSockets: [{ host: options.host, port: options.port }],
      },
      {
        name: "assets",
        ...COMPATIBILITY,
        modules: true,
        script: "export default { fetch: (request, env) => env.ASSETS.fetch(request) };",
        assets: {
          directory: options.client,
          binding: "ASSETS",
          assetConfig: { not_found_handling: "single-page-application" },
          routerConfig: { has_user_worker: false },
        },
      },
    ],
  });
  dropOthers();
  await miniflare.ready;
  return {
    died,
    sendAway: (awayMs) => sendAway(options, awayMs),
    stop: () => miniflare.dispose(),
  };
}

async function sendAway(
  { host, port, bindings: { INTERNAL_SECRET = "" } }: RuntimeOptions,
  awayMs: number,
): Promise<number> {
  const told = JSON.stringify({ awayMs } satisfies SendAway);
  const { method, headers } = internalRequest(told, INTERNAL_SECRET);
  const here = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const signal = AbortSignal.timeout(SENT_AWAY_WITHIN_MS);
  try {
    const answer = await fetch(here + SEND_AWAY_PATH, { method, headers, body: told, signal });
    return v.parse(SentAway, await answer.json()).everyMs;
  } catch {
    // It has died, and its sockets with it; or it has much to do, and they come back by themselves.
    return 0;
  }
}

function watchOutput(onLine: (line: string) => void) {
  let tellDeath = () => {};
  const died = new Promise<void>((resolve) => {
    tellDeath = resolve;
  });
  const watch = (out: Readable, errors: Readable) => {
    for (const stream of [out, errors]) createInterface({ input: stream }).on("line", onLine);
    // Its end of the pipe closes only when the process is gone; stop() closes ours instead.
    errors.once("end", tellDeath);
  };
  return { died, watch };
}

import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { Log, LogLevel, Miniflare } from "miniflare";

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
  stop(): Promise<void>;
};

/** What wrangler.jsonc says for the edge; `runtime-options.test.ts` holds the two together. */
export const COMPATIBILITY = {
  compatibilityDate: "2026-04-26",
  compatibilityFlags: [
    "nodejs_compat",
    "no_web_socket_compression",
    "global_fetch_strictly_public",
  ],
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Serves the built product in workerd. Sockets reach our Worker directly: Miniflare's own port would put a Worker in
 * front that negotiates compression and costs most of the fan-out. Files come from a second Worker, because a direct
 * socket goes past the `assets` option of the first.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { died, watch } = watchOutput(options.onLine);
  const keepSignals = rememberSignalListeners();
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.WARN),
    telemetry: { enabled: false },
    handleRuntimeStdio: watch,
    durableObjectsPersist: options.rooms,
    workers: [
      {
        name: "parley",
        ...COMPATIBILITY,
        modules: true,
        scriptPath: options.worker,
        bindings: options.bindings,
        serviceBindings: { ASSETS: "assets" },
        durableObjects: { Room: { className: "Room", useSQLite: true } },
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
  keepSignals();
  await miniflare.ready;
  return { died, stop: () => miniflare.dispose() };
}

// Miniflare ends the process by itself on a signal, in the middle of an ordered stop.
function rememberSignalListeners(): () => void {
  const ours = SIGNALS.map((signal) => ({ signal, listeners: process.listeners(signal) }));
  return () => {
    for (const { signal, listeners } of ours) {
      for (const listener of process.listeners(signal)) {
        if (!listeners.includes(listener)) process.off(signal, listener);
      }
    }
  };
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

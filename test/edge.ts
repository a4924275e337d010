import path from "node:path";
import type { Readable } from "node:stream";
import { Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

/** What is served as the edge would serve it, on this machine. */
export type Edge = { output: () => string; stop(): Promise<void> };

/**
 * Runs the very bundle that wrangler would upload (`outdir` of its dry run), with its files, objects and flags as wrangler reads them from
 * wrangler.jsonc. `bindings`: variables and secrets, as they are uploaded with it.
 */
export async function startEdge({
  outdir,
  port,
  rooms,
  bindings,
}: {
  outdir: string;
  port: number;
  /** Where Durable Objects keep what they know, a folder. */
  rooms: string;
  bindings: Record<string, string>;
}): Promise<Edge> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions("wrangler.jsonc");
  let said = "";
  const keep = (chunk: Buffer) => (said += chunk.toString());
  const miniflare = new Miniflare({
    ...workerOptions,
    host: "127.0.0.1",
    port,
    cf: false,
    log: new Log(LogLevel.NONE),
    telemetry: { enabled: false },
    durableObjectsPersist: rooms,
    handleRuntimeStdio: (out: Readable, errors: Readable) => {
      out.on("data", keep);
      errors.on("data", keep);
    },
    modules: true,
    scriptPath: path.join(outdir, "worker.js"),
    modulesRoot: outdir,
    bindings: { ...workerOptions["bindings"], ...bindings },
  });
  await miniflare.ready;
  return { output: () => said, stop: () => miniflare.dispose() };
}

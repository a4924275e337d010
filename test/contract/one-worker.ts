import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { COMPATIBILITY } from "../../scripts/miniflare.ts";

type Class = { className: string; useSQLite: true };

/** A Worker of a few lines, with what it imports of ours, in the runtime that it is for; ready to be asked. */
export async function startWorker(
  contents: string,
  options: { bindings: Record<string, string>; durableObjects?: Record<string, Class> },
): Promise<Miniflare> {
  const bundled = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker"],
    external: ["node:*", "cloudflare:*"],
    target: "esnext",
  });
  const script = bundled.outputFiles[0]?.text ?? "";
  const workerd = new Miniflare({ ...COMPATIBILITY, ...options, modules: true, script, cf: false });
  await workerd.ready;
  return workerd;
}

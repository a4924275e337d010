import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OWN = path.join(ROOT, "node_modules/.bin");

/** How a run of wrangler ended; `said` is what it printed, where that was not shown. */
export type WranglerRun = { isOk: boolean; said: string };

/** Runs wrangler in the project's folder: the one on the PATH, which is ours under npm. Nobody is asked anything. */
export function wrangler(
  args: string[],
  { isShown = true, env = {} }: { isShown?: boolean; env?: Record<string, string> } = {},
): Promise<WranglerRun> {
  return new Promise((resolve) => {
    const child = spawn("wrangler", args, {
      cwd: ROOT,
      stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
      env: {
        ...process.env,
        PATH: `${process.env["PATH"] ?? ""}${path.delimiter}${OWN}`,
        WRANGLER_SEND_METRICS: "false",
        ...env,
      },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", () => resolve({ isOk: false, said }));
    child.once("close", (code) => resolve({ isOk: code === 0, said }));
  });
}

// `npm start`: installs what is missing, then runs scripts/serve.ts and sees to it that nothing outlives this process.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installIfStale, requireNode } from "./install.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STOP_GRACE_MS = 4_000;

requireNode();
await installIfStale();
supervise();

function supervise() {
  const data = path.resolve(process.env.PARLEY_DATA || path.join(ROOT, ".data"));
  const server = spawn(
    process.execPath,
    // The folder on the command line tells a later start whose process this is.
    ["--import", "tsx", path.join(ROOT, "scripts/serve.ts"), `--data=${data}`],
    {
      cwd: ROOT,
      env: { ...process.env, PARLEY_DATA: data },
      // A group of its own: it can be ended whole by its number, and Ctrl-C reaches only this process.
      detached: true,
      // The pipe closes when this process ends in any way, and then the server stops by itself.
      stdio: ["pipe", "inherit", "inherit"],
    },
  );
  let wasAsked = false;
  const ask = () => {
    if (wasAsked) return;
    wasAsked = true;
    server.kill("SIGTERM");
    setTimeout(() => killGroup(server.pid), STOP_GRACE_MS);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
  server.once("exit", (code, signal) => {
    killGroup(server.pid);
    if (signal && !wasAsked) console.error(`The server was ended from outside (${signal}).`);
    process.exit(wasAsked ? 0 : (code ?? 1));
  });
}

/** @param {number | undefined} group */
function killGroup(group) {
  if (group === undefined) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

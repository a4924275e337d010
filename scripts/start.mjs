// `npm start`: installs what is missing, then runs a server and sees to it that nothing outlives this process. With
// "dev" or "partykit" it is another server: `npm run dev`, `npm run dev:partykit`.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { useEnvFile } from "./env-file.mjs";
import { installIfStale, requireNode } from "./install.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STOP_GRACE_MS = 12_500;

requireNode();
useEnvFile();
await installIfStale();
supervise(process.argv[2]);

/** @param {string | undefined} which */
function supervise(which) {
  const { script, folder } = chooseServer(which);
  const data = path.resolve(process.env.PARLEY_DATA || path.join(ROOT, folder));
  const server = spawn(
    process.execPath,
    // The folder on the command line tells a later start whose process this is.
    ["--import", "tsx", path.join(ROOT, "scripts", script), `--data=${data}`],
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
    // Not a signal: some of the tools in there would answer one by ending at once.
    server.stdin.end();
    setTimeout(() => killGroup(server.pid), STOP_GRACE_MS);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
  server.once("exit", (code, signal) => {
    killGroup(server.pid);
    if (signal && !wasAsked) console.error(`The server was ended from outside (${signal}).`);
    process.exit(wasAsked ? 0 : (code ?? 1));
  });
}

/** @param {string | undefined} which */
function chooseServer(which) {
  switch (which ?? "start") {
    case "dev":
      return { script: "dev.ts", folder: ".data" };
    case "partykit":
      // PartyKit keeps rooms in its own way, so they are other rooms, with other accounts.
      return { script: "dev-partykit.ts", folder: ".partykit" };
    default:
      return { script: "serve.ts", folder: ".data" };
  }
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

// `npm test` and, with --quick, `npm run check`: installs what is missing, then hands over to scripts/check.ts.
import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installIfStale, requireNode } from "./install.mjs";

requireNode();
await installIfStale();

const check = fileURLToPath(new URL("check.ts", import.meta.url));
const args = ["--import", "tsx", check, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: "inherit",
});
child.once("exit", (code) => process.exit(code ?? 1));

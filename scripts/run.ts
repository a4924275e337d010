import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TOOLS = path.join(ROOT, "node_modules/.bin");

/**
 * Runs a command in the project's folder, a tool of ours by its bare name, and says whether it went well. What it
 * prints goes to ours; quietly it prints nothing.
 */
export function run(command: string, args: string[] = [], isQuiet = false): Promise<boolean> {
  const own = path.join(TOOLS, command);
  return new Promise((resolve) => {
    const stdio = isQuiet ? "ignore" : "inherit";
    const child = spawn(existsSync(own) ? own : command, args, {
      cwd: ROOT,
      stdio: ["ignore", stdio, stdio],
    });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

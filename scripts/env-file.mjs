// `.env`, as start.mjs needs it before anything is installed, so: plain JavaScript, and nothing from npm.
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Adds what `.env` in the project's folder says to the environment; PARLEY_ENV_FILE names another file, and set to nothing none.
 * What the environment says already counts, and be it nothing. Ends the process with one sentence when a named file cannot be read.
 */
export function useEnvFile(env = process.env) {
  const named = env.PARLEY_ENV_FILE;
  if (named === "") return;
  const file = path.resolve(ROOT, named ?? ".env");
  try {
    for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8"))))
      env[name] ??= value;
  } catch (error) {
    const isNone = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isNone && named === undefined) return;
    console.error(`The settings in ${file} cannot be read: is it there, and may you read it?`);
    process.exit(1);
  }
}

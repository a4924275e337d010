// Runs before anything is installed, so: plain JavaScript, and nothing from npm.
import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LOCK = `${ROOT}package-lock.json`;
const INSTALLED = `${ROOT}node_modules/.package-lock.json`;

/** Ends the process with one sentence when this Node cannot run Parley. */
export function requireNode(version = process.versions.node) {
  if (isRecentEnough(version)) return;
  console.error(`Parley needs Node ${OLDEST_NODE.join(".")} or later, and this is ${version}.`);
  process.exit(1);
}

/** @param {string} version */
function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** Installs what package-lock.json names, unless that has been done since it last changed. */
export async function installIfStale() {
  if (isInstalled()) return;
  requireWritable();
  console.log("Installing what Parley is made of …");
  const code = await run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
  if (code === 0) return;
  console.error('Installing failed: see above, and try "npm ci" once the reason is gone.');
  process.exit(1);
}

// Or npm would say it in forty lines, of which the last ones ask for root.
function requireWritable() {
  try {
    accessSync(ROOT, constants.W_OK);
  } catch {
    console.error(
      `What Parley is made of is missing or out of date, and ${ROOT} may not be written: run "npm ci && npm run build" there, as the user whose it is.`,
    );
    process.exit(1);
  }
}

// Versions rather than dates: a checkout touches files that it does not change.
function isInstalled() {
  const installed = packagesIn(INSTALLED);
  return Object.entries(packagesIn(LOCK)).every(([place, wanted]) => {
    const found = installed[place];
    // What is optional here may be for another kind of machine.
    return place === "" || (found ? found.version === wanted.version : wanted.optional === true);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    // Nothing is installed yet.
    return {};
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

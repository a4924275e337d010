import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packFiles } from "./packed-files.ts";
import { requireSqld } from "./sqld.ts";
import { codeOf, tell, Trouble } from "./trouble.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const INPUTS = [
  "protocol",
  "party",
  "db",
  "web",
  "vite.config.ts",
  "scripts/chunk-files.ts",
  "scripts/class-names.ts",
  "scripts/client-headers.ts",
  "scripts/early-files.ts",
  "scripts/emoji-data.ts",
  "scripts/packed-files.ts",
  "scripts/screens.ts",
  "scripts/service-worker.ts",
  "scripts/smaller-files.ts",
  "package-lock.json",
];
const STAMP = path.join(ROOT, "dist/built-from");
/** Not among the client's files: what is deployed from there is packed by the edge. */
const PACKED = path.join(ROOT, "dist/packed");

/** Where a build is put, and where servers find it. */
export const BUILT = {
  client: path.join(ROOT, "dist/client"),
  worker: path.join(ROOT, "dist/worker/worker.js"),
};

/**
 * Builds client and Worker unless `dist/` is from exactly these sources.
 * @throws Trouble when it is not, and nothing may be written there.
 */
export async function buildIfStale(): Promise<void> {
  const sources = await hashSources();
  if (await isFresh(sources)) return;
  await makeRoom();
  console.log("Building Parley …");
  await Promise.all([buildClient(), buildWorker()]);
  await packFiles(BUILT.client, PACKED);
  // Last, so that a build cut short is not taken for a whole one.
  await writeFile(STAMP, sources);
}

/**
 * A copy of the build to serve from: a build or a checkout that comes later must not pull files from under a server. One that a server
 * before this had of the same build is as good.
 */
export async function copyBuild(to: string): Promise<typeof BUILT> {
  const copy = { client: path.join(to, "client"), worker: path.join(to, "worker.js") };
  const stamp = path.join(to, "built-from");
  const sources = await readFile(STAMP, "utf8");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === sources) return copy;
  await rm(to, { recursive: true, force: true });
  for (const files of [BUILT.client, PACKED]) await copyFiles(files, copy.client);
  await writeFile(copy.worker, await readFile(BUILT.worker));
  // Last, so that a copy cut short is not taken for a whole one.
  await writeFile(stamp, sources);
  return copy;
}

// What they hold and not their modes: of files that may not be written the copies could not be replaced at the next start.
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyFiles(source, copy);
    else await writeFile(copy, await readFile(source));
  }
}

async function makeRoom(): Promise<void> {
  try {
    await mkdir(path.dirname(STAMP), { recursive: true });
    await rm(STAMP, { force: true });
    // Not by looking: who may write is known by writing, on every kind of disk.
    await writeFile(STAMP, "");
  } catch (error) {
    throw new Trouble(
      `Parley has changed since it was built, and ${ROOT} may not be written (${codeOf(error) ?? "unknown"}): run "npm run build" there, as the user whose it is.`,
    );
  }
}

async function isFresh(sources: string): Promise<boolean> {
  if (![STAMP, PACKED, ...Object.values(BUILT)].every((place) => existsSync(place))) return false;
  return (await readFile(STAMP, "utf8")) === sources;
}

// What files hold, not when they changed: a checkout touches files without changing them.
async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await inputFiles()) {
    hash.update(`${file}\0`);
    hash.update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

async function inputFiles(): Promise<string[]> {
  const found = await Promise.all(
    INPUTS.map(async (input) => {
      if (path.extname(input) !== "") return [input];
      const entries = await readdir(path.join(ROOT, input), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
    }),
  );
  return found.flat().toSorted();
}

// Loaded only when there is something to build: it takes longer than a whole second start.
async function buildClient(): Promise<void> {
  const { build } = await import("vite");
  const before = process.env["NODE_ENV"];
  // Under a test runner it says "test", and React's slow development half would be built in.
  process.env["NODE_ENV"] = "production";
  try {
    await build({ configFile: path.join(ROOT, "vite.config.ts"), logLevel: "warn" });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

async function buildWorker(): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["party/worker.ts"],
    outfile: BUILT.worker,
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker"],
    external: ["cloudflare:*", "node:*"],
    target: "esnext",
    sourcemap: "linked",
    logLevel: "warning",
  });
}

const isCalledByHand = process.argv[1] === fileURLToPath(import.meta.url);
if (isCalledByHand) await buildByHand();

/** All that a start would have to write beside the data, so that a server can run where it may write nothing else. */
async function buildByHand(): Promise<void> {
  try {
    requireSqld();
    await buildIfStale();
  } catch (error) {
    console.error(tell(error));
    process.exitCode = 1;
  }
}

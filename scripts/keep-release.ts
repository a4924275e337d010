/**
 * `npm run keep-release [-- COMMIT]`: keeps what a release speaks, its client's core and its Worker, for the tests of the next one
 * (test/releases/). Run it when a release is made; the commit is HEAD unless it is named.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const RELEASES = "test/releases";
const PARTS = path.join(RELEASES, "client-parts.ts");
const KEPT = path.join(ROOT, RELEASES, "previous");

const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, maxBuffer: 2 ** 30 });

const commit = git("rev-parse", process.argv[2] ?? "HEAD")
  .toString()
  .trim();
const tree = await mkdtemp(path.join(tmpdir(), "parley-release-"));
try {
  execFileSync("tar", ["-x", "-C", tree], { input: git("archive", commit) });
  await symlink(path.join(ROOT, "node_modules"), path.join(tree, "node_modules"));
  // What of the client is asked for is ours; the client is theirs.
  await mkdir(path.join(tree, RELEASES), { recursive: true });
  await cp(path.join(ROOT, PARTS), path.join(tree, PARTS));
  await mkdir(KEPT, { recursive: true });
  await keep("client.js", { entryPoints: [PARTS], platform: "node" });
  await keep("worker.js", {
    entryPoints: ["party/worker.ts"],
    platform: "browser",
    conditions: ["workerd", "worker"],
    external: ["cloudflare:*", "node:*"],
  });
  await writeFile(path.join(KEPT, "commit.txt"), `${commit}\n`);
} finally {
  await rm(tree, { recursive: true, force: true });
}

async function keep(name: string, options: BuildOptions): Promise<void> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: tree,
    bundle: true,
    format: "esm",
    target: "esnext",
    minify: true,
    // Classes are told apart by their names in logs.
    keepNames: true,
    write: false,
    logLevel: "warning",
  });
  const [code] = outputFiles ?? [];
  if (!code) throw new Error(`esbuild made no ${name}`);
  const packed = brotliCompressSync(code.contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  await writeFile(path.join(KEPT, `${name}.br`), packed);
  console.log(`${name}: ${Math.round(packed.length / 1_024)} KiB`);
}

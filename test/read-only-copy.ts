import { chmod, cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What a start needs, as it is after `npm run build`. */
const CODE = [
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
  "tsconfig.json",
  "vite.config.ts",
  "protocol",
  "party",
  "db",
  "web",
  "scripts",
  "dist",
];

export type ReadOnlyCopy = { dir: string; remove(): Promise<void> };

/** Parley in a folder of its own in which no file may be changed, and none added; `change` may do so before. */
export async function readOnlyCopy(
  change: (dir: string) => Promise<void> = async () => {},
): Promise<ReadOnlyCopy> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-code-"));
  for (const part of CODE)
    await cp(path.join(ROOT, part), path.join(dir, part), { recursive: true });
  await symlink(path.join(ROOT, "node_modules"), path.join(dir, "node_modules"));
  await change(dir);
  await setWritable(dir, false);
  return {
    dir,
    remove: async () => {
      await setWritable(dir, true);
      await rm(dir, { recursive: true });
    },
  };
}

async function setWritable(dir: string, isWritable: boolean): Promise<void> {
  await chmod(dir, isWritable ? 0o755 : 0o555);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const place = path.join(dir, entry.name);
    if (entry.isDirectory()) await setWritable(place, isWritable);
    else if (entry.isFile()) await chmod(place, isWritable ? 0o644 : 0o444);
  }
}

import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Programs that tell stories: of a room, of inboxes, and of notes. */
const PROGRAMS = {
  room: "run-seeds.ts",
  inbox: "inbox/run-seeds.ts",
  notes: "notes/run-seeds.ts",
};

/** A change of the code on its way into a bundle. `file` is a path from the repository's root; `find` is there once. */
export type Edit = { file: string; find: string; replace: string };

/** Bundles the simulation with everything that it drives, changed by `edits`. Gives the file that Node runs. */
export async function bundle(
  name: string,
  edits: readonly Edit[],
  stories: keyof typeof PROGRAMS = "room",
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "parley-simulation-"));
  const outfile = path.join(folder, `${name}.mjs`);
  const used = new Set<string>();
  await build({
    entryPoints: [fileURLToPath(new URL(PROGRAMS[stories], import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    plugins: [editing(edits, used)],
  });
  const unused = edits.find(({ file }) => !used.has(file));
  if (unused) throw new RangeError(`${unused.file} is no part of the simulation`);
  return outfile;
}

function editing(edits: readonly Edit[], used: Set<string>): Plugin {
  return {
    name: "editing",
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
        const file = path.relative(ROOT, loaded);
        const here = edits.filter((edit) => edit.file === file);
        if (here.length === 0) return null;
        used.add(file);
        return { contents: here.reduce(edited, await readFile(loaded, "utf8")), loader: "ts" };
      });
    },
  };
}

/** The text with the edit in it. @throws RangeError when it has changed since the edit was thought of. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new RangeError(`found ${parts.length - 1} times in ${file}, not once: ${find}`);
  }
  return parts.join(replace);
}

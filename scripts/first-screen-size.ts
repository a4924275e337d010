import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { BUILT } from "./build.ts";

/** What a phone on a slow line has to load before it shows anything (style.md, look.md): JavaScript, gzipped. */
const MOST_KIB = 130;

const PAGE = "index.html";
/** What is seen first: by whoever is not signed in, and by whoever is. */
const FIRST_SCREENS = { door: "welcome/front-door.tsx", room: "inside.tsx" };

const Manifest = v.record(
  v.string(),
  v.object({ file: v.string(), imports: v.optional(v.array(v.string()), []) }),
);
type Manifest = v.InferOutput<typeof Manifest>;

/** Whether the scripts that each first screen cannot do without stay under the ceiling. Prints the figures. */
export async function areFirstScreensSmall(): Promise<boolean> {
  const text = await readFile(path.join(BUILT.client, ".vite/manifest.json"), "utf8");
  const manifest = v.parse(Manifest, parseJson(text));
  let areSmall = true;
  for (const [name, screen] of Object.entries(FIRST_SCREENS)) {
    const files = new Set([...needs(manifest, PAGE), ...needs(manifest, screen)]);
    const kib = (await sizeOf([...files])) / 1_024;
    console.log(`first screen, ${name}: ${kib.toFixed(1)} KiB of JavaScript; at most ${MOST_KIB}`);
    areSmall &&= kib <= MOST_KIB;
  }
  return areSmall;
}

/** The file of this part of the page, and of all that it imports before it runs. */
function needs(manifest: Manifest, part: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[part];
  if (!chunk) throw new RangeError(`nothing was built of ${part}`);
  if (!seen.has(chunk.file)) {
    seen.add(chunk.file);
    for (const imported of chunk.imports) needs(manifest, imported, seen);
  }
  return seen;
}

async function sizeOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(path.join(BUILT.client, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

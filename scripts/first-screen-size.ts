import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { BUILT } from "./build.ts";

/** What a phone on a slow line has to load before it shows anything (style.md, look.md): JavaScript, gzipped. */
const MOST_KIB = 130;

const SCRIPTS = /(?:src|href)="\/(assets\/[^"]+\.js)"/g;

/** Whether the scripts that the page itself names stay under the ceiling. Prints the figure. */
export async function isFirstScreenSmall(): Promise<boolean> {
  const page = await readFile(path.join(BUILT.client, "index.html"), "utf8");
  const scripts = [...page.matchAll(SCRIPTS)].map(([, script]) => script ?? "");
  const sizes = await Promise.all(
    scripts.map(async (script) => gzipSync(await readFile(path.join(BUILT.client, script))).length),
  );
  const kib = sizes.reduce((sum, size) => sum + size, 0) / 1_024;
  console.log(`first screen: ${kib.toFixed(1)} KiB of JavaScript, gzipped; at most ${MOST_KIB}`);
  return scripts.length > 0 && kib <= MOST_KIB;
}

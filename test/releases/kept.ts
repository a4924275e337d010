import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ClientParts } from "./client-parts.ts";

const PREVIOUS = fileURLToPath(new URL("previous", import.meta.url));

/** What `npm run keep-release` has kept of the release before, unpacked into `folder`: its client, and its Worker as a file. */
export async function unpackPrevious(
  folder: string,
): Promise<{ client: ClientParts; worker: string }> {
  const unpack = async (name: string) => {
    const file = path.join(folder, name);
    await writeFile(file, brotliDecompressSync(await readFile(path.join(PREVIOUS, `${name}.br`))));
    return file;
  };
  await mkdir(folder, { recursive: true });
  // Its file's name must say that it is a module.
  await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
  const [client, worker] = await Promise.all([unpack("client.js"), unpack("worker.js")]);
  const parts = (await import(/* @vite-ignore */ pathToFileURL(client).href)) as ClientParts;
  return { client: parts, worker };
}

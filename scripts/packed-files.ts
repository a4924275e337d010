import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** Texts that browsers ask for. Maps of sources are large, and only somebody with developer tools wants them. */
const TEXTS = /\.(js|css|html|json|svg|webmanifest)$/;
/** Below it a packet is not filled anyway. */
const LEAST_BYTES = 1_024;

/**
 * Packs the texts of the built client into a folder beside it, as small as they get: `NAME.br` and `NAME.gz`. The edge packs
 * what it serves by itself, so these are for `npm start` alone (party/client-files.ts): packed once here, they cost the
 * process that has the rooms nothing.
 */
export async function packFiles(client: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  const texts = entries
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => path.relative(client, path.join(entry.parentPath, entry.name)))
    // What browsers never see.
    .filter((name) => !name.startsWith("."));
  await Promise.all(texts.map((name) => packFile(client, to, name)));
}

async function packFile(client: string, to: string, name: string): Promise<void> {
  const text = await readFile(path.join(client, name));
  if (text.length < LEAST_BYTES) return;
  const [br, gz] = await Promise.all([
    brotliAsync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
    gzipAsync(text, { level: 9 }),
  ]);
  const place = path.join(to, name);
  await mkdir(path.dirname(place), { recursive: true });
  await Promise.all([writeFile(`${place}.br`, br), writeFile(`${place}.gz`, gz)]);
}

import { fileURLToPath } from "node:url";
import type { Rolldown } from "vite";

const WEB = fileURLToPath(new URL("../web", import.meta.url));

/** The file that holds what was built of this module of the client, a path within web/. @throws RangeError when none does. */
export function builtOf(module: string, bundle: Rolldown.OutputBundle): Rolldown.OutputChunk {
  for (const file of Object.values(bundle))
    if (file.type === "chunk" && file.moduleIds.includes(`${WEB}/${module}`)) return file;
  throw new RangeError(`nothing was built of ${module}`);
}

/** Adds a chunk, its styles, and all that it imports before it runs. */
export function addWithImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  files: Set<string>,
): void {
  if (files.has(chunk.fileName)) return;
  files.add(chunk.fileName);
  chunk.viteMetadata?.importedCss.forEach((file) => files.add(file));
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk") addWithImports(imported, bundle, files);
  }
}

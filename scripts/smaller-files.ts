import path from "node:path";
import { minify } from "terser";
import type { Plugin } from "vite";

/**
 * Looks once more for what can be said shorter in the client's scripts. What the bundler leaves after its own minifying packs one in a
 * hundred smaller: of a first screen that may hold 130 KiB, that is what a small feature weighs (docs/decisions/0041-the-first-screen.md).
 */
export function smallerFiles(): Plugin {
  return {
    name: "parley-smaller-files",
    apply: "build",
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        const { code, map } = await minify(file.code, {
          module: true,
          ecma: 2020,
          // What takes turns about is as long, and packs worse.
          compress: {
            passes: 3,
            pure_getters: true,
            lhs_constants: false,
            reduce_funcs: false,
            sequences: false,
          },
          ...(file.map && {
            sourceMap: {
              content: file.map.toString(),
              asObject: true,
              url: `${path.basename(file.fileName)}.map`,
            },
          }),
        });
        if (code === undefined) throw new RangeError(`nothing was left of ${file.fileName}`);
        file.code = code;
        if (file.map && typeof map === "object") Object.assign(file.map, map);
      }
    },
  };
}

import type { Plugin, Rolldown } from "vite";
import { addWithImports, builtOf } from "./chunk-files.ts";

const SCRIPT = 'src="/early.js"';
/** What the first screen is made of beside the page's own entry, by who comes: known here, or not. */
const SCREENS = {
  inside: ["inside.tsx", "room/room-socket.ts"],
  door: ["welcome/front-door.tsx"],
};

/**
 * Tells public/early.js which files the first screens are made of, so that they come with the page's entry and not after it: each step
 * of a chain is a good part of a second on a slow line.
 */
export function earlyFiles(): Plugin {
  return {
    name: "parley-early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (!bundle || !html.includes(SCRIPT)) throw new RangeError("the page has no early.js");
        const told = Object.entries(SCREENS).map(
          ([name, modules]) => `data-${name}="${filesOf(modules, bundle).join(" ")}"`,
        );
        return html.replace(SCRIPT, `${told.join(" ")} ${SCRIPT}`);
      },
    },
  };
}

function filesOf(modules: readonly string[], bundle: Rolldown.OutputBundle): string[] {
  const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
  const begun = new Set<string>();
  if (entry?.type === "chunk") addWithImports(entry, bundle, begun);
  const files = new Set(begun);
  for (const module of modules) addWithImports(builtOf(module, bundle), bundle, files);
  return [...files].filter((file) => !begun.has(file)).map((file) => `/${file}`);
}

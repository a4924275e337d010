import type { Plugin, Rolldown } from "vite";
import { addWithImports, builtOf } from "./chunk-files.ts";

const EARLY = '<script async fetchpriority="high" src="/early.js"></script>';
const LOOKS = '<script src="/looks.js"></script>';
/** What the first screen is made of beside the page's own entry, by who comes: known here, or not. */
const SCREENS = {
  inside: ["inside.tsx", "line/doors.ts"],
  door: ["welcome/front-door.tsx"],
};

/**
 * Tells public/early.js which files the first screens are made of, so that they come with the page's entry and not after it: each step
 * of a chain is a good part of a second on a slow line. The entry itself goes first, and the one script that the page stops for last.
 */
export function earlyFiles(): Plugin {
  return {
    name: "parley-early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (!bundle || !html.includes(EARLY) || !html.includes(LOOKS))
          throw new RangeError("the page lacks a script that it begins with");
        const told = Object.entries(SCREENS).map(
          ([name, modules]) => `data-${name}="${filesOf(modules, bundle).join(" ")}"`,
        );
        const early = EARLY.replace("async", `async ${told.join(" ")}`);
        const rest = html.replace(EARLY, "").replace(LOOKS, "");
        return rest.replace("</head>", `  ${early}\n    ${LOOKS}\n  </head>`);
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

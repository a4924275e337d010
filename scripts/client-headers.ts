import type { Plugin } from "vite";
import {
  FILE_HEADERS,
  HASHED_FILE_HEADERS,
  PAGE_POLICY,
  TRANSPORT_HEADERS,
} from "../party/answer-headers.ts";

/**
 * Gives the built client its headers: `_headers`, which the asset servers of the edge and of Miniflare follow, and the
 * policy once more inside the page, for hosts that let nobody add headers (PartyKit's server). At build only: a server
 * for development has scripts and styles of its own in the page, and they need a laxer page than ours.
 */
export function clientHeaders(): Plugin {
  return {
    name: "parley-client-headers",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: headersFile() });
    },
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** As the asset servers read it: what several rules say of one file adds up. */
export function headersFile(): string {
  const rules: [string, Readonly<Record<string, string>>][] = [
    ["/*", { ...FILE_HEADERS, ...TRANSPORT_HEADERS }],
    ["/assets/*", HASHED_FILE_HEADERS],
    ["/service-worker.js", { "Cache-Control": "no-cache" }],
  ];
  return rules.map(([path, headers]) => `${path}\n${linesOf(headers)}`).join("\n");
}

function linesOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join("");
}

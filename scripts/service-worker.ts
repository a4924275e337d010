import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Plugin, Rolldown } from "vite";
import type { Build } from "../web/service-worker/kept-files.ts";
import { addWithImports, builtOf } from "./chunk-files.ts";

const WEB = fileURLToPath(new URL("../web", import.meta.url));
const SOURCE = `${WEB}/service-worker/service-worker.ts`;
/** At the top, or it could not serve the whole of the site; and always by this name, or no browser would find the next one. */
const FILE = "service-worker.js";

/** What whoever is signed in sees first, beside the entry itself. */
const INSIDE = ["inside.tsx", "sidebar/sidebar.tsx", "room/room-people.tsx", "line/doors.ts"];
/** Files of the page that keep their names. */
const NAMED = ["/layer-order.css", "/looks.js", "/early.js", "/icon.svg", "/manifest.webmanifest"];

/** Builds the service worker and tells it which files the client is made of. */
export function serviceWorker(): Plugin[] {
  return [
    {
      name: "parley-service-worker",
      apply: "build",
      // After Vite has written the page.
      enforce: "post",
      async generateBundle(_, bundle) {
        const told = describe(bundle);
        const source = await bundleWorker(told);
        this.emitFile({ type: "asset", fileName: FILE, source });
        tellVersion(bundle["index.html"], told.version);
      },
    },
    {
      name: "parley-no-service-worker",
      apply: "serve",
      configureServer(server) {
        server.middlewares.use(`/${FILE}`, (_, response) => {
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-store");
          response.end(GOES_AWAY);
        });
      },
    },
  ];
}

/** `npm start` leaves one in the browser that would go on showing what was built, at the very address of `npm run dev`. */
const GOES_AWAY = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: "window" })) await client.navigate(client.url);
})()));
`;

function describe(bundle: Rolldown.OutputBundle): Build {
  const page = bundle["index.html"];
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (page?.type !== "asset" || !entry) throw new RangeError("the build has no page or no entry");
  const shell = new Set<string>();
  for (const chunk of [entry, ...INSIDE.map((file) => builtOf(file, bundle))])
    addWithImports(chunk, bundle, shell);
  const rest = Object.keys(bundle).filter(
    (file) => /^assets\/.*\.(js|css|woff2|png|svg|webp)$/.test(file) && !shell.has(file),
  );
  const hash = createHash("sha256").update(String(page.source));
  for (const file of Object.keys(bundle).toSorted()) hash.update(file);
  for (const file of NAMED) hash.update(readFileSync(`${WEB}/public${file}`));
  hash.update(readFileSync(SOURCE));
  return {
    version: hash.digest("hex").slice(0, 16),
    entry: `/${entry.fileName}`,
    shell: [...[...shell].map((file) => `/${file}`), ...NAMED],
    rest: rest.map((file) => `/${file}`),
  };
}

/** So that a page can tell whether the worker that serves it is of another version (web/updates/watch-updates.ts). */
function tellVersion(page: Rolldown.OutputBundle[string] | undefined, version: string): void {
  if (page?.type !== "asset") throw new RangeError("the build has no page");
  page.source = String(page.source).replace(
    "</head>",
    `<meta name="version" content="${version}" /></head>`,
  );
}

/** One classic script: not every browser runs modules there. */
async function bundleWorker(told: Build): Promise<string> {
  const built = await build({
    entryPoints: [SOURCE],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { BUILD: JSON.stringify(told) },
    logLevel: "warning",
  });
  const [file] = built.outputFiles;
  if (!file) throw new RangeError("esbuild has written no service worker");
  return file.text;
}

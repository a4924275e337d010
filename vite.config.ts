import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { nameOfClass } from "./scripts/class-names.ts";
import { clientHeaders } from "./scripts/client-headers.ts";
import { earlyFiles } from "./scripts/early-files.ts";
import { emojiData } from "./scripts/emoji-data.ts";
import { fileOfBoth, fileOfDoor, fileOfRoom, LATER } from "./scripts/screens.ts";
import { serviceWorker } from "./scripts/service-worker.ts";
import { smallerFiles } from "./scripts/smaller-files.ts";

export default defineConfig({
  root: fileURLToPath(new URL("web", import.meta.url)),
  plugins: [react(), clientHeaders(), earlyFiles(), emojiData(), smallerFiles(), serviceWorker()],
  css: { modules: { generateScopedName: nameOfClass } },
  build: {
    outDir: fileURLToPath(new URL("dist/client", import.meta.url)),
    emptyOutDir: true,
    // What needs what: the size of a first screen is counted from it (scripts/first-screen-size.ts).
    manifest: true,
    target: "es2023",
    // Whatever knows that much of the language preloads modules by itself.
    modulePreload: { polyfill: false },
    sourcemap: true,
    // Vite counts what is unpacked and in any chunk; what matters is the first screen, packed.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          // What the page begins with comes whole: in a dozen small files it packs worse, and each is a request.
          groups: [
            { name: "beginning", tags: ["$initial"], priority: 2 },
            // The door holds these sentences; elsewhere they come by themselves, and must not bring the door along.
            { name: "refusals", test: /protocol.room-refusals\.ts$/, priority: 2 },
            { name: fileOfBoth, priority: 1 },
            { name: fileOfRoom },
            { name: fileOfDoor },
            ...LATER,
          ],
        },
      },
    },
  },
});

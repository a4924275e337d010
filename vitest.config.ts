import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, findChromium } from "./scripts/chromium.ts";
import { emojiData } from "./scripts/emoji-data.ts";

const chromium = findChromium();

const LONG = "test/**/*.long.test.ts";

/**
 * What whole servers and browsers do shows in its own time. Machines stand still for seconds when they have other work: these say when to
 * give up, and a test that asks how fast something is measures it itself.
 */
const PATIENT = { poll: { timeout: 45_000 } };
const GIVE_UP_MS = { testTimeout: 240_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    // Servers log; what they have said matters where something failed.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          maxWorkers: 2,
          // With servers of other tests beside them, a second of work may take ten.
          testTimeout: 20_000,
          include: [
            "{protocol,party,scripts,bench}/**/*.test.ts",
            "web/**/*.test.ts",
            "test/{simulation,history,line}/**/*.test.ts",
          ],
          exclude: [
            "party/api/**",
            "party/{auth,mail}/**/*.database.test.ts",
            "test/simulation/**/*.simulation.test.ts",
            LONG,
          ],
        },
      },
      {
        // A real sqld each, so a slow disk must not look like a failure.
        test: {
          name: "database",
          maxWorkers: 2,
          include: [
            "db/**/*.test.ts",
            "party/api/**/*.test.ts",
            "party/{auth,mail}/**/*.database.test.ts",
          ],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [react(), emojiData()],
        test: {
          name: "component",
          // One file after the other, as all have one browser's storage; beside nothing else, as its clicks are timed.
          sequence: { groupOrder: 1 },
          include: ["web/**/*.test.tsx"],
          setupFiles: "web/fresh-browser.test-kit.ts",
          testTimeout: 60_000,
          expect: PATIENT,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: CHROMIUM_ARGS,
                ...(chromium ? { executablePath: chromium } : {}),
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        // Whole servers, killed and started again: half of the time they wait, so one file more than there are cores; after everything else.
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          exclude: [LONG],
          globalSetup: "test/build-once.ts",
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          ...GIVE_UP_MS,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [LONG],
          globalSetup: "test/build-once.ts",
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          ...GIVE_UP_MS,
          expect: PATIENT,
        },
      },
      {
        // Servers that are killed, lines that fail, and everyone's history of it; odd frames at a room's door.
        test: {
          name: "faults",
          include: ["test/{faults,fuzz}/**/*.test.ts"],
          exclude: [LONG],
          globalSetup: "test/build-once.ts",
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          ...GIVE_UP_MS,
          expect: PATIENT,
        },
      },
      {
        // Thousands of stories in processes of their own, on every core: one file at a time, with nothing beside it.
        test: {
          name: "simulation",
          include: ["test/simulation/**/*.simulation.test.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Longer proofs, and whether the simulation still finds what is put in on purpose: `npm run test:long`.
        test: {
          name: "long",
          include: [LONG],
          globalSetup: "test/build-once.ts",
          maxWorkers: 2,
          ...GIVE_UP_MS,
          expect: PATIENT,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["{protocol,party,db,scripts}/**/*.ts", "web/**/*.{ts,tsx}"],
      exclude: [
        // These run inside workerd, where V8 cannot be asked; test/contract drives them from outside.
        "party/worker.ts",
        "party/hosts/**",
        "party/partykit/**",
        "party/answer-api.ts",
        // These are processes of their own; test/contract/start.test.ts and CI run them.
        "scripts/{serve,dev,dev-partykit,import,archive,keys,setup,deploy,smoke,canary,build,community,greet,life,miniflare,own-signals}.ts",
        "scripts/{check,run,run-tests,install-chromium}.ts",
        // What these two do is done by processes of their own, against whole servers: test/contract/{deploy,smoke}.test.ts.
        "scripts/deploy/{ask,checks,deploy,first-owner,going-back,live,record,upload,wrangler}.ts",
        "scripts/smoke/{broken-line,smoke-test,way-in}.ts",
        // The build's parts, which run when it does: before the tests (scripts/check.ts).
        "scripts/{first-screen-size,class-names,early-files,service-worker,smaller-files,screens}.ts",
        // What is run by hand, to look at what it makes.
        "scripts/{screenshots,draw-icons,keep-release}.ts",
        "scripts/names/look-alikes.ts",
        // The first line of the browser's program; end-to-end tests begin there.
        "web/main.tsx",
        // What ties parts to the page, the session and the network; end-to-end tests drive it.
        "web/inbox/{inbox-home,begin-inbox,polled-inbox}.ts",
        "web/{push/push-home,presence/begin-presence,line/doors,notes/note-home}.ts",
        "**/*.{test,test-kit}.{ts,tsx}",
      ],
      reporter: ["text-summary", "json-summary", "html"],
      thresholds: {
        lines: 85,
        "protocol/**": { lines: 95 },
        "party/{object,room,inbox}/**": { lines: 95 },
      },
    },
  },
});

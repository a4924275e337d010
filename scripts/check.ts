/**
 * Everything that has to hold before code lands, in the order of what it costs to know. Stops at the first step that
 * fails. With --quick it leaves out what needs a browser or whole servers. The last line tells how many tests passed.
 */
import { findBannedWords } from "./banned-words.ts";
import { buildIfStale } from "./build.ts";
import { areFirstScreensSmall } from "./first-screen-size.ts";
import { requireChromium } from "./install-chromium.ts";
import { run } from "./run.ts";
import { runTests } from "./run-tests.ts";
import { tell } from "./trouble.ts";

type Step = { name: string; holds: () => Promise<boolean> };

const TYPED = ["protocol", "db", "party", "web", "web/service-worker", "tsconfig.node.json"];

const isQuick = process.argv.includes("--quick");

const steps: Step[] = [
  { name: "format", holds: () => run("oxfmt", ["--check"]) },
  { name: "lint", holds: () => run("oxlint") },
  { name: "banned words", holds: findBannedWords },
  { name: "types", holds: areTypesSound },
  { name: "unused code", holds: () => run("knip") },
  ...(isQuick
    ? []
    : [
        { name: "build", holds: doesBuild },
        { name: "first screens", holds: areFirstScreensSmall },
      ]),
];

process.exitCode = (await check()) ? 0 : 1;

async function check(): Promise<boolean> {
  for (const step of steps) {
    if (await passes(step)) continue;
    console.log("0 passed, 1 failed");
    return false;
  }
  const began = Date.now();
  const tests = await runTests({ isQuick });
  for (const failure of tests.failures) console.log(`\n${failure}`);
  console.log(`\n${tests.ok ? "ok  " : "FAIL"} tests (${seconds(began)})`);
  console.log(`${tests.passed} passed, ${tests.failed} failed`);
  return tests.ok;
}

async function passes({ name, holds }: Step): Promise<boolean> {
  const began = Date.now();
  const ok = await holds().catch((error: unknown) => {
    console.error(tell(error));
    return false;
  });
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds(began)})`);
  return ok;
}

async function areTypesSound(): Promise<boolean> {
  for (const project of TYPED) {
    if (!(await run("tsc", ["-p", project]))) return false;
  }
  return true;
}

async function doesBuild(): Promise<boolean> {
  await requireChromium();
  await buildIfStale();
  return true;
}

function seconds(began: number): string {
  return `${((Date.now() - began) / 1_000).toFixed(1)} s`;
}

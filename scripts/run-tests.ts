import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { run } from "./run.ts";

const REPORT = fileURLToPath(new URL("../reports/tests.json", import.meta.url));
const Report = v.object({ numPassedTests: v.number(), numFailedTests: v.number() });

/** What the tests said. `ok` is false also for a file that does not load, or too little coverage. */
export type Tested = { ok: boolean; passed: number; failed: number };

/** Runs the tests, of every kind but the long ones with coverage, or only the quick kind. */
export async function runTests({ isQuick }: { isQuick: boolean }): Promise<Tested> {
  await rm(REPORT, { force: true });
  const ok = await run("vitest", [
    "run",
    ...(isQuick ? ["--project=unit"] : ["--project=!long", "--coverage"]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${REPORT}`,
  ]);
  const report = v.safeParse(Report, parseJson(await readFile(REPORT, "utf8").catch(() => "")));
  if (!report.success) return { ok: false, passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed } = report.output;
  return { ok, passed, failed: ok ? failed : Math.max(failed, 1) };
}

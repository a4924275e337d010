import { readFile, rm } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { run } from "./run.ts";

const REPORT = fileURLToPath(new URL("../reports/tests.json", import.meta.url));
const Report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(
        v.object({
          status: v.string(),
          fullName: v.string(),
          failureMessages: v.array(v.string()),
        }),
      ),
    }),
  ),
});
type Report = v.InferOutput<typeof Report>;
/** Of what a failed test says, in characters: how it begins tells which fact failed to come, how it ends tells what stood in the way. */
const SAID = { first: 240, last: 320 };

/**
 * What the tests said. `ok` is false also for a file that does not load, or too little coverage. `failures` are short, for the end of
 * a log of which somebody may see nothing else.
 */
export type Tested = { ok: boolean; passed: number; failed: number; failures: string[] };

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
  if (!report.success) return { ok: false, passed: 0, failed: 1, failures: [] };
  const { numPassedTests: passed, numFailedTests: failed } = report.output;
  return {
    ok,
    passed,
    failed: ok ? failed : Math.max(failed, 1),
    failures: failuresIn(report.output),
  };
}

function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => {
        const said = shortened(failureMessages.map(withoutStack).join("\n"));
        return `${relative(process.cwd(), name)}: ${fullName}\n${said}`;
      }),
  );
}

function withoutStack(message: string): string {
  return message.replaceAll(/^ {4}at .*\n?/gm, "").trimEnd();
}

function shortened(said: string): string {
  const { first, last } = SAID;
  return said.length <= first + last ? said : `${said.slice(0, first)} … ${said.slice(-last)}`;
}

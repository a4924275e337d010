import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";

const count = v.number();
const Tally = v.object({
  commands: count,
  repeats: count,
  events: count,
  deliveries: count,
  resumes: count,
  snapshots: count,
  pages: count,
});
const Fault = v.object({ kind: v.string(), says: v.string() });

/** What a long run has seen so far. It is written after every piece, so that a run may be ended and taken up again. */
export const Progress = v.object({
  /** The state of the sources that were run. */
  commit: v.string(),
  startedAt: v.string(),
  workedMs: count,
  /** By server, and for each by the moment at which a kill struck. */
  kills: v.record(v.string(), v.record(v.string(), count)),
  outages: v.array(
    v.object({
      lastsMs: count,
      states: v.string(),
      settledMeanwhile: count,
      longestPauseMs: count,
      archivedAfterMs: count,
    }),
  ),
  /** What restarts under load have shown, as Markdown. */
  restarts: v.optional(v.array(v.string()), []),
  tally: Tally,
  faults: v.array(Fault),
});
export type Progress = v.InferOutput<typeof Progress>;

/** What is left of an earlier run of the same sources, or null. */
export async function readProgress(file: string, commit: string): Promise<Progress | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const parsed = v.safeParse(Progress, parseJson(text));
  return parsed.success && parsed.output.commit === commit ? parsed.output : null;
}

export async function writeProgress(file: string, progress: Progress): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(progress, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

export function killsOf(progress: Progress, server?: string): number {
  return Object.entries(progress.kills)
    .filter(([name]) => server === undefined || name === server)
    .flatMap(([, moments]) => Object.values(moments))
    .reduce((sum, kills) => sum + kills, 0);
}

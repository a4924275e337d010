import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import * as v from "valibot";

const MEBI = 1024 * 1024;

const Told = v.object({
  told: v.number(),
  broken: v.nullable(
    v.object({ seed: v.number(), broken: v.string(), trace: v.array(v.string()) }),
  ),
});
export type Told = v.InferOutput<typeof Told>;

/** Runs a bundle over the seeds `from` up to, not including, `to` in a process of its own. `ms`: its longest life. */
export async function tellStories(
  program: string,
  from: number,
  to: number,
  ms: number,
): Promise<Told> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--enable-source-maps", program, String(from), String(to)],
    { maxBuffer: 64 * MEBI, timeout: ms },
  );
  // What is told is the last line; libraries may have said something before.
  return v.parse(Told, JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

/** Does all of it, as many at a time as this machine has cores. Gives the results in the order of `tasks`. */
export async function inParallel<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const left = tasks.entries();
  const worker = async () => {
    for (const [at, task] of left) results[at] = await task();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

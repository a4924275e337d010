import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { edited, type Edit } from "./bundle.ts";
import type { Mutant } from "./message-mutants.ts";
import type { Ending } from "./simulate.ts";

const ROOT = new URL("../../", import.meta.url);
const FIRST = 1_000;
/** `SEED=17 npx vitest run --project unit` with the file's name tells one story again. */
const ONLY = process.env["SEED"];

/** What every change of the code is tried on. `promise`: what holds in all stories. */
export function tellFew(
  simulate: (seed: number) => Promise<Ending>,
  { promise, seeds }: { promise: string; seeds: number },
): void {
  it.skipIf(ONLY !== undefined)(
    `${promise} in a few dozen stories`,
    async () => {
      for (let seed = FIRST; seed < FIRST + seeds; seed += 1) expectWell(await simulate(seed));
    },
    120_000,
  );

  it.runIf(ONLY !== undefined)(`${promise} in this one story`, async () => {
    const ending = await simulate(Number(ONLY));
    // Whoever asks for one story wants to read it.
    console.log(ending.trace.join("\n"));
    expectWell(ending);
  });

  it("tells the same story for the same seed", async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
  });
}

function expectWell({ seed, broken, trace }: Ending) {
  if (broken !== null)
    throw new Error(`seed ${seed}: ${broken}\n  ${trace.slice(-25).join("\n  ")}`);
}

/** The code changes; a bug that fits nowhere any more would be found by nobody. */
export function findPlaces(mutants: readonly Mutant[], cramped: readonly Edit[]): void {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "the bug can be put in: %s",
    async (_name, { file, find, replace, also = [] }) => {
      for (const edit of [{ file, find, replace }, ...also, ...cramped]) {
        const text = await readFile(new URL(edit.file, ROOT), "utf8");
        expect(() => edited(text, edit)).not.toThrow();
      }
    },
  );
}

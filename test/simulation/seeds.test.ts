import { expect, it } from "vitest";
import { simulate, type Ending } from "./simulate.ts";

/** `SEED=17 npx vitest run --project unit test/simulation` tells one story again. */
const ONLY = process.env["SEED"];
const FEW_SEEDS = 60;

/** Stories that once broke a promise, by what was wrong. */
const REGRESSIONS: readonly (readonly [string, number])[] = [
  ["the archive, history and pongs knew of events before a plain host had stored them", 18],
  ["a tab that read a lagging disk showed a refused message as queued for ever", 241],
];

it.skipIf(ONLY !== undefined)(
  "keeps every promise in a few hundred stories",
  async () => {
    for (let seed = 1_000; seed < 1_000 + FEW_SEEDS; seed += 1) expectWell(await simulate(seed));
  },
  120_000,
);

it.skipIf(ONLY !== undefined).each(REGRESSIONS)("never again: %s", async (_what, seed) => {
  expectWell(await simulate(seed));
});

it.runIf(ONLY !== undefined)("keeps every promise in this one story", async () => {
  const ending = await simulate(Number(ONLY));
  console.log(ending.trace.join("\n"));
  expectWell(ending);
});

it("tells the same story for the same seed", async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});

function expectWell({ seed, broken, trace }: Ending) {
  if (broken !== null)
    throw new Error(`seed ${seed}: ${broken}\n  ${trace.slice(-25).join("\n  ")}`);
}

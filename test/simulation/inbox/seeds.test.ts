import { expect, it } from "vitest";
import type { Ending } from "../simulate.ts";
import { simulate } from "./simulate.ts";

/** `SEED=17 npx vitest run --project unit test/simulation/inbox` tells one story again. */
const ONLY = process.env["SEED"];
const FEW_SEEDS = 60;

it.skipIf(ONLY !== undefined)(
  "shows what the logs say in a few dozen stories",
  async () => {
    for (let seed = 1_000; seed < 1_000 + FEW_SEEDS; seed += 1) expectWell(await simulate(seed));
  },
  120_000,
);

it.runIf(ONLY !== undefined)("shows what the logs say in this one story", async () => {
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

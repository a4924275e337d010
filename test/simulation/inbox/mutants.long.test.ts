import { expect, it } from "vitest";
import { bundle } from "../bundle.ts";
import { inParallel, tellStories } from "../tell-stories.ts";
import { CRAMPED } from "./cramped.ts";
import { MUTANTS } from "./mutants.ts";

/** So many stories tell a bug at the latest; most are told by the first few, and those that need three things to meet by thousands. */
const SEEDS = 10_000;
const LONGEST_MS = 600_000;

it("every bug that is put in on purpose makes a count wrong, or late", async () => {
  const endings = await inParallel(
    MUTANTS.map(({ name, also = [], ...edit }, nth) => async () => {
      const program = await bundle(`inbox-mutant-${nth}`, [edit, ...also], "inbox");
      return { name, ...(await tellStories(program, 0, SEEDS, LONGEST_MS)) };
    }),
  );
  console.log(
    endings.map(({ name, told, broken }) => `${told}: ${name}: ${broken?.broken}`).join("\n"),
  );
  expect(endings.filter(({ broken }) => broken === null).map(({ name }) => name)).toEqual([]);
}, 3_600_000);

it.each([
  ["as it is", []],
  ["with cramped limits", CRAMPED],
])(
  "none is wrong %s",
  async (_how, edits) => {
    const program = await bundle("inbox-unchanged", edits, "inbox");
    expect(await tellStories(program, 0, 100, LONGEST_MS)).toEqual({ told: 100, broken: null });
  },
  LONGEST_MS,
);

import { expect, it } from "vitest";
import { bundle, type Edit } from "./bundle.ts";
import type { Mutant } from "./message-mutants.ts";
import { inParallel, tellStories } from "./tell-stories.ts";

const LONGEST_MS = 3_600_000;
const AT_A_TIME = 250;
const FROM = Number(process.env["SIM_FROM"] ?? 0);

type Stories = Parameters<typeof bundle>[2];

/** Tells stories of both kinds, in processes of their own. `SIM_SEEDS=100000` tells more, for a night; `SIM_FROM` begins elsewhere. */
export function tellMany(
  about: Stories,
  cramped: readonly Edit[],
  { promise, seeds }: { promise: string; seeds: number },
): void {
  const each = Number(process.env["SIM_SEEDS"] ?? seeds) / 2;
  it(
    `${promise} in thousands of stories, half of them within cramped limits`,
    async () => {
      const programs = [await bundle("plain", [], about), await bundle("cramped", cramped, about)];
      const starts = Array.from(
        { length: Math.ceil(each / AT_A_TIME) },
        (_, nth) => FROM + nth * AT_A_TIME,
      );
      const tasks = starts.flatMap((from) =>
        programs.map((program) => () => tellStories(program, from, from + AT_A_TIME, LONGEST_MS)),
      );
      const endings = await inParallel(tasks);
      expect(endings.flatMap(({ broken }) => broken ?? [])).toEqual([]);
    },
    LONGEST_MS,
  );
}

/** Whether the stories tell on bugs, and on nothing else. `seeds`: so many tell a bug at the latest. */
export function findBugs(
  about: Stories,
  mutants: readonly Mutant[],
  { harm, seeds, cramped }: { harm: string; seeds: number; cramped: readonly Edit[] },
): void {
  it(
    `every bug that is put in on purpose ${harm}`,
    async () => {
      const endings = await inParallel(
        mutants.map(({ name, also = [], ...edit }, nth) => async () => {
          const program = await bundle(`mutant-${nth}`, [edit, ...also], about);
          return { name, ...(await tellStories(program, 0, seeds, LONGEST_MS)) };
        }),
      );
      // After how many stories each was found, and by what: the harm that it does, or by luck another.
      console.log(
        endings.map(({ name, told, broken }) => `${told}: ${name}: ${broken?.broken}`).join("\n"),
      );
      expect(endings.filter(({ broken }) => broken === null).map(({ name }) => name)).toEqual([]);
    },
    LONGEST_MS,
  );

  it.each([
    ["as it is", []],
    ["with cramped limits", cramped],
  ])(
    "nothing is told on %s",
    async (_how, edits) => {
      const program = await bundle("unchanged", edits, about);
      expect(await tellStories(program, 0, 100, LONGEST_MS)).toEqual({ told: 100, broken: null });
    },
    LONGEST_MS,
  );
}

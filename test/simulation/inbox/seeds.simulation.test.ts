import { expect, it } from "vitest";
import { bundle } from "../bundle.ts";
import { inParallel, tellStories } from "../tell-stories.ts";
import { CRAMPED } from "./cramped.ts";

/** Stories of both kinds. `SIM_SEEDS=100000` tells more, for a night; `SIM_FROM` begins elsewhere. */
const SEEDS = Number(process.env["SIM_SEEDS"] ?? 2_000) / 2;
const FROM = Number(process.env["SIM_FROM"] ?? 0);
const AT_A_TIME = 250;
const LONGEST_MS = 3_600_000;

it(
  "shows what the logs say in two thousand stories, half of them within cramped limits",
  async () => {
    const programs = [
      await bundle("inbox", [], "inbox"),
      await bundle("cramped-inbox", CRAMPED, "inbox"),
    ];
    const starts = Array.from(
      { length: Math.ceil(SEEDS / AT_A_TIME) },
      (_, n) => FROM + n * AT_A_TIME,
    );
    const tasks = starts.flatMap((from) =>
      programs.map((program) => () => tellStories(program, from, from + AT_A_TIME, LONGEST_MS)),
    );
    const endings = await inParallel(tasks);
    expect(endings.flatMap(({ broken }) => broken ?? [])).toEqual([]);
  },
  LONGEST_MS,
);

import { findBugs } from "../many-stories.test-kit.ts";
import { CRAMPED } from "./cramped.ts";
import { MUTANTS } from "./mutants.ts";

// Most are told by the first few, and those that need three things to meet by the first hundreds (coincidences.ts).
findBugs("inbox", MUTANTS, {
  harm: "makes a count wrong, or late",
  seeds: 5_000,
  cramped: CRAMPED,
});

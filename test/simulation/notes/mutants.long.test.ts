import { findBugs } from "../many-stories.test-kit.ts";
import { CRAMPED } from "./cramped.ts";
import { MUTANTS } from "./mutants.ts";

findBugs("notes", MUTANTS, {
  harm: "loses, shows or forges something",
  seeds: 4_000,
  cramped: CRAMPED,
});

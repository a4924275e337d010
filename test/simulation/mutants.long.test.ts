import { CRAMPED } from "./cramped.ts";
import { findBugs } from "./many-stories.test-kit.ts";
import { MUTANTS } from "./mutants.ts";

// Most are told by the first few.
findBugs("room", MUTANTS, {
  harm: "breaks a promise",
  seeds: 1_500,
  cramped: CRAMPED,
});

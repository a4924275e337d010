import { findPlaces } from "../few-stories.test-kit.ts";
import { CRAMPED } from "./cramped.ts";
import { MUTANTS } from "./mutants.ts";

findPlaces(MUTANTS, CRAMPED);

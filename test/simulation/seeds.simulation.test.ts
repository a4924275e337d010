import { CRAMPED } from "./cramped.ts";
import { tellMany } from "./many-stories.test-kit.ts";

tellMany("room", CRAMPED, {
  promise: "keeps every promise",
  seeds: 10_000,
});

import { tellMany } from "../many-stories.test-kit.ts";
import { CRAMPED } from "./cramped.ts";

tellMany("inbox", CRAMPED, {
  promise: "shows what the logs say",
  seeds: 2_000,
});

import { tellMany } from "../many-stories.test-kit.ts";
import { CRAMPED } from "./cramped.ts";

tellMany("notes", CRAMPED, {
  promise: "everyone has the same note, and nothing saved is lost",
  seeds: 1_000,
});

import { expect, it } from "vitest";
import { localeFor } from "./locale.ts";

it.each([
  [["de-AT", "en"], "de"],
  [["fr", "ar-EG", "de"], "ar"],
  [["fr", "ja"], "en"],
  [[], "en"],
] as const)("whoever wishes for %j reads %s", (wishes, spoken) => {
  expect(localeFor(wishes)).toBe(spoken);
});

import { expect, it } from "vitest";
import { spreadOf } from "./spread.ts";

it("a few are back at once, and of five hundred no second sees more than 15 %", () => {
  expect(spreadOf(3)).toBeLessThan(50);
  expect(500 / (spreadOf(500) / 1_000)).toBeLessThan(75);
});

it("a small machine never has to let in more than 200 a second, until pauses are as long as they get", () => {
  for (const devices of [1_000, 2_000, 6_000])
    expect(devices / (spreadOf(devices) / 1_000)).toBeLessThanOrEqual(200);
  expect(spreadOf(100_000)).toBe(30_000);
});

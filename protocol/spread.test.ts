import { expect, it } from "vitest";
import { spreadOf } from "./spread.ts";

it("a few are back at once, and five hundred within five seconds", () => {
  expect(spreadOf(3)).toBeLessThan(50);
  expect(spreadOf(500)).toBeLessThan(5_000);
});

it("of five hundred no second has to let in more than 23 %: a fifth is the least, where five have to do", () => {
  expect(500 / (spreadOf(500) / 1_000)).toBeLessThan(500 * 0.23);
});

it("a small machine never has to let in more than 143 a second, until pauses are as long as they get", () => {
  for (const devices of [1_000, 2_000, 4_000])
    expect(devices / (spreadOf(devices) / 1_000)).toBeLessThan(143);
  expect(spreadOf(100_000)).toBe(30_000);
});

import { expect, test } from "vitest";
import { chartsOf } from "./charts-of-day.ts";
import { counted, quantile } from "./counted.ts";
import { step, STEP } from "./figures.test-kit.ts";
import { topOf } from "./scale.ts";

const BOUNDS = [0.001, 0.01, 0.1, 1];

test("a counter is counted over its labels, and no other that begins like it", () => {
  const counts = { "refusals|room|busy": 2, "refusals|api|busy": 1, refusals_of_old: 9 };
  expect(counted(counts, "refusals")).toBe(3);
  expect(counted(counts, "refusals", ([door]) => door === "api")).toBe(1);
});

test("half of what was measured is below the middle of its bucket, as the bucket has it", () => {
  const counts = { "s|0.001": 2, "s|0.01": 4, "s|0.1": 2, "s|sum": 1 };
  expect(quantile(counts, "s", BOUNDS, 0.5)).toBeCloseTo(0.001 + 0.5 * 0.009);
  expect(quantile(counts, "s", BOUNDS, 0.875)).toBeCloseTo(0.01 + 0.5 * 0.09);
});

test("an empty bucket between two does not move what lies above it", () => {
  expect(quantile({ "s|0.001": 1, "s|1": 1 }, "s", BOUNDS, 0.75)).toBeCloseTo(0.55);
});

test("above the last bound nobody knows, and of nothing nothing is told", () => {
  expect(quantile({ "s|+Inf": 1 }, "s", BOUNDS, 0.95)).toBe(1);
  expect(quantile({}, "s", BOUNDS, 0.95)).toBe(null);
});

test("an hour has the rate of all its minutes, its own quantile, and the most of what was at once", () => {
  const slots = [
    { start: 0, ms: STEP, step: step(1, { messages: 10, "command_seconds|0.001": 98 }) },
    {
      start: 1,
      ms: STEP / 5,
      step: step(0, { messages: 2, "command_seconds|1": 2 }, { connections: 7, roomsAwake: 2 }),
    },
  ];
  const value = (name: string) =>
    chartsOf(BOUNDS)
      .flatMap(({ lines }) => lines)
      .find((line) => line.name === name)
      ?.of(slots);
  expect(value("messages")).toBe(2);
  expect(value("most")).toBeLessThan(0.001);
  expect(value("connections")).toBe(7);
  expect(value("rooms")).toBe(2);
});

test.each([
  [0, "rate", 1],
  [37, "rate", 40],
  [41, "rate", 60],
  [0, "count", 2],
  [0.009, "seconds", 0.01],
  [0.033, "seconds", 0.04],
  [45, "seconds", 60],
  [700, "seconds", 1_200],
] as const)("a scale has room for %d, by a round %s: %d", (most, unit, top) => {
  expect(topOf(most, unit)).toBeCloseTo(top);
});

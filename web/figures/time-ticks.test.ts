import { expect, test } from "vitest";
import { ticksOf } from "./time-ticks.ts";

const HOUR = 3_600_000;
const at = (hour: number, minute = 0) => new Date(2026, 10, 23, hour, minute).getTime();

test("a day has a time each three hours of the reader's clock, and the name of the day at midnight", () => {
  const ticks = ticksOf(at(14, 5) - 24 * HOUR, at(14, 5));
  expect(ticks.map((tick) => new Date(tick.at).getHours())).toEqual([15, 18, 21, 0, 3, 6, 9, 12]);
  expect(ticks.map(({ isMinor }) => isMinor)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(ticks[3]?.says).toMatch(/^\p{L}+$/u);
  expect(ticks[0]?.share).toBeCloseTo(55 / 60 / 24);
});

test.each([
  [1, 10],
  [3, 30],
  [9, 60],
])("%d hours have a time each %d minutes, and none at their very ends", (hours, minutes) => {
  const ticks = ticksOf(at(14) - hours * HOUR, at(14));
  expect(ticks.length).toBe((hours * 60) / minutes - 1);
  const apart = ticks.slice(1).map((tick, i) => (tick.at - (ticks[i]?.at ?? 0)) / 60_000);
  expect(new Set(apart)).toEqual(new Set([minutes]));
});

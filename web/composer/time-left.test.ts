import { expect, test } from "vitest";
import { timeLeft, timeLeftChangesIn } from "./time-left.ts";

const MINUTE = 60_000;

test.each([
  ["far away", 10 * MINUTE + 1, Infinity],
  ["near enough to be told", 10 * MINUTE, 10 * MINUTE],
  ["a minute that has begun", 2 * MINUTE + 1, 3 * MINUTE],
  ["more than a minute", MINUTE + 1, 2 * MINUTE],
  ["the last minute", MINUTE, MINUTE],
  ["a second that has begun", 58_001, 59_000],
  ["the last second", 1, 1_000],
  ["the end", 0, 0],
  ["long over", -MINUTE, 0],
  ["no end", Infinity, Infinity],
])("tells time that is left: %s", (_, left, told) => {
  expect(timeLeft(left, 0)).toBe(told);
});

test("is told anew exactly when another time is left, down to the end", () => {
  const end = 10 * MINUTE + 5_000;
  const told: number[] = [];
  let now = 0;
  for (;;) {
    told.push(timeLeft(end, now));
    const wait = timeLeftChangesIn(end, now);
    if (wait === null) break;
    // A moment before nothing has changed.
    expect(timeLeft(end, now + wait - 1)).toBe(told.at(-1));
    now += wait;
  }
  expect(now).toBe(end);
  const minutes = Array.from({ length: 9 }, (_, i) => (10 - i) * MINUTE);
  const seconds = Array.from({ length: 61 }, (_, i) => (60 - i) * 1_000);
  expect(told).toEqual([Infinity, ...minutes, ...seconds]);
});

test("looks again within the hour at an end of a year away, and never where there is none", () => {
  expect(timeLeftChangesIn(365 * 24 * 60 * MINUTE, 0)).toBe(60 * MINUTE);
  expect(timeLeftChangesIn(Infinity, 0)).toBeNull();
});

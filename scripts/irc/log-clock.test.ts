import { expect, test } from "vitest";
import { startClock, tick, timeOf } from "./log-clock.ts";

const MINUTE_MS = 60_000;

function times(...shown: (number | null)[]): number[] {
  let clock = startClock(0);
  return shown.map((minute) => {
    clock = tick(clock, minute);
    return timeOf(clock);
  });
}

test("lines of one minute keep their order by the millisecond", () => {
  expect(times(5, 5, 5)).toEqual([5 * MINUTE_MS, 5 * MINUTE_MS + 1, 5 * MINUTE_MS + 2]);
});

test("a line without a time takes the last time seen", () => {
  expect(times(5, null, 6)).toEqual([5 * MINUTE_MS, 5 * MINUTE_MS + 1, 6 * MINUTE_MS]);
});

test("a clock that goes back by hours has passed midnight, each time", () => {
  expect(times(1_439, 0, 1_439, 1)).toEqual([
    1_439 * MINUTE_MS,
    1_440 * MINUTE_MS,
    2_879 * MINUTE_MS,
    2_881 * MINUTE_MS,
  ]);
});

test("a clock of twelve hours goes round at noon, and its afternoon goes on from there", () => {
  expect(times(719, 0, 369)).toEqual([719, 720, 1_089].map((minute) => minute * MINUTE_MS));
});

test("a clock set back by minutes waits", () => {
  expect(times(100, 98, 101)).toEqual([100 * MINUTE_MS, 100 * MINUTE_MS + 1, 101 * MINUTE_MS]);
});

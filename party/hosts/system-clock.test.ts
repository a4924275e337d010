import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test.each([1, 40, 1_000, 1_001, 5_000, 30_000, 3_600_000])(
  "what is to happen after %i ms happens then, and once",
  (ms) => {
    const run = vi.fn<() => void>();
    systemClock.after(ms, run);
    vi.advanceTimersByTime(ms - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2 * ms);
    expect(run).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  },
);

test("what was called off does not happen, and no timer is cleared for it", () => {
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  const run = vi.fn<() => void>();
  const callOff = systemClock.after(30_000, run);
  vi.advanceTimersByTime(29_999);
  callOff();
  vi.advanceTimersByTime(60_000);
  expect(run).not.toHaveBeenCalled();
  expect(cleared).not.toHaveBeenCalled();
});

test.each([
  ["at once", 0, 1_000],
  ["after ten seconds", 10_000, 10_000],
])("called off %s, nothing is left of it after as long, or a second", (_, lived, stays) => {
  const callOff = systemClock.after(30_000, () => undefined);
  vi.advanceTimersByTime(lived);
  callOff();
  vi.advanceTimersByTime(stays);
  expect(vi.getTimerCount()).toBe(0);
});

test("a long wait is few steps", () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  systemClock.after(30_000, () => undefined);
  vi.advanceTimersByTime(30_000);
  expect(set).toHaveBeenCalledTimes(6);
});

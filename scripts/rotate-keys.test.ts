import { expect, test } from "vitest";
import { firstKeys, rotated } from "./rotate-keys.ts";

const NOW = Date.UTC(2026, 10, 25);
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

test("a key gets a successor after 90 days, which is known for a day before it signs", () => {
  const first = firstKeys(NOW);
  expect(rotated(first, NOW + 90 * DAY_MS - 1)).toEqual(first);
  const { current, next } = rotated(first, NOW + 90 * DAY_MS);
  expect(current).toEqual(first.current);
  expect(next?.from).toBe(NOW + 91 * DAY_MS);
  expect(next?.kid).not.toBe(current.kid);
});

test("a successor takes its place at its time, and the old key is accepted for an hour more, without its private half", () => {
  const scheduled = rotated(firstKeys(NOW), NOW + 90 * DAY_MS);
  expect(rotated(scheduled, NOW + 91 * DAY_MS - 1)).toEqual(scheduled);
  const switched = rotated(scheduled, NOW + 91 * DAY_MS);
  expect(switched.current.kid).toBe(scheduled.next?.kid);
  const { d: _, since: __, ...publicHalf } = scheduled.current;
  expect(switched.previous).toEqual(publicHalf);
  expect(switched.next).toBeUndefined();
  expect(rotated(switched, NOW + 91 * DAY_MS + HOUR_MS)).toEqual({ current: switched.current });
});

test("a server that was off for a year comes back with one key, and a successor on its way", () => {
  const scheduled = rotated(firstKeys(NOW), NOW + 90 * DAY_MS);
  const later = rotated(scheduled, NOW + 365 * DAY_MS);
  expect(later.current.kid).toBe(scheduled.next?.kid);
  expect(later.previous).toBeUndefined();
  expect(later.next?.from).toBe(NOW + 366 * DAY_MS);
});

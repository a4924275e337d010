import { describe, expect, test } from "vitest";
import { endOf, tellEnd } from "./status-times.ts";

const MINUTE_MS = 60_000;
/** A Wednesday, where the reader is. */
const NOW = new Date(2026, 10, 25, 14, 10).getTime();

describe("a status ends", () => {
  test("after minutes and hours", () => {
    expect(endOf("half_hour", NOW)).toBe(NOW + 30 * MINUTE_MS);
    expect(endOf("hour", NOW)).toBe(NOW + 60 * MINUTE_MS);
    expect(endOf("four_hours", NOW)).toBe(NOW + 240 * MINUTE_MS);
    expect(endOf("never", NOW)).toBe(null);
  });

  test("with the day and the week where its writer is", () => {
    expect(endOf("today", NOW)).toBe(new Date(2026, 10, 26).getTime());
    expect(endOf("week", NOW)).toBe(new Date(2026, 10, 30).getTime());
    const [monday, sunday] = [new Date(2026, 10, 30, 0, 0), new Date(2026, 10, 29, 23, 59)];
    expect(endOf("week", sunday.getTime())).toBe(new Date(2026, 10, 30).getTime());
    expect(endOf("week", monday.getTime())).toBe(new Date(2026, 11, 7).getTime());
  });
});

describe("the end is told", () => {
  test.each([
    [new Date(2026, 10, 25, 15, 30), /^until (15:30|3:30 PM)$/],
    [new Date(2026, 10, 26, 9, 0), /^until Thursday, (09:00|9:00 AM)$/],
    [new Date(2026, 10, 26), /^until the end of today$/],
    [new Date(2026, 10, 30), /^until the end of Sunday$/],
    [new Date(2026, 11, 3, 9, 0), /^until (3 December|December 3,) 2026, (09:00|9:00 AM)$/],
  ])("as people say it (%s)", (until, says) => {
    expect(tellEnd(until.getTime(), NOW)).toMatch(says);
  });
});

import { expect, it } from "vitest";
import * as v from "valibot";
import { isQuiet, nextTurn, Schedule } from "./schedule.ts";

const nights: Schedule = {
  zone: "Europe/Berlin",
  days: [1, 2, 3, 4, 5],
  from: 22 * 60,
  to: 7 * 60,
};
const at = (iso: string) => Date.parse(iso);

it("goes on past midnight, and belongs to the day on which it began", () => {
  // Friday, 27 November 2026, in Berlin an hour ahead of UTC.
  expect(isQuiet(nights, at("2026-11-27T20:59:59Z"))).toBe(false);
  expect(isQuiet(nights, at("2026-11-27T21:00:00Z"))).toBe(true);
  expect(isQuiet(nights, at("2026-11-28T05:59:59Z"))).toBe(true);
  expect(isQuiet(nights, at("2026-11-28T06:00:00Z"))).toBe(false);
  // Saturday is none of its days, and nothing of Sunday's night is left on Monday.
  expect(isQuiet(nights, at("2026-11-28T22:00:00Z"))).toBe(false);
  expect(isQuiet(nights, at("2026-11-30T02:00:00Z"))).toBe(false);
});

it("follows the clock of its place when that is put forward and back", () => {
  const all = { ...nights, days: [0, 1, 2, 3, 4, 5, 6] };
  expect(nextTurn(all, at("2026-03-28T22:00:00Z"))).toBe(at("2026-03-29T05:00:00Z"));
  expect(nextTurn(all, at("2026-10-24T21:00:00Z"))).toBe(at("2026-10-25T06:00:00Z"));
  // New York changes on another Sunday.
  const there = { ...all, zone: "America/New_York" };
  expect(nextTurn(there, at("2026-03-29T03:00:00Z"))).toBe(at("2026-03-29T11:00:00Z"));
});

it("says when it next begins, also days ahead, and that it never turns where it always holds", () => {
  const fridays = { ...nights, days: [5], from: 13 * 60, to: 14 * 60 };
  expect(nextTurn(fridays, at("2026-11-27T13:00:00Z"))).toBe(at("2026-12-04T12:00:00Z"));
  const always = { ...nights, days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 };
  expect(isQuiet(always, at("2026-11-27T13:00:00Z"))).toBe(true);
  expect(nextTurn(always, at("2026-11-27T13:00:00Z"))).toBeNull();
});

it("knows zones off the hour, and takes no place that nobody knows", () => {
  const nepal = { ...nights, zone: "Asia/Kathmandu" };
  expect(nextTurn(nepal, at("2026-11-27T12:00:00Z"))).toBe(at("2026-11-27T16:15:00Z"));
  expect(v.is(Schedule, nights)).toBe(true);
  for (const odd of [
    { zone: "Atlantis/Nemo" },
    { from: 5 },
    { to: 1440 },
    { days: [] },
    { days: [7] },
  ])
    expect(v.is(Schedule, { ...nights, ...odd })).toBe(false);
});

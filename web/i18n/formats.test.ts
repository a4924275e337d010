import { afterEach, expect, it } from "vitest";
import { compareNames, habitsOf, tellAgo, tellDay, tellNumber } from "./formats.ts";
import { chooseLocale } from "./locale.ts";

afterEach(() => chooseLocale(undefined));

const DAY = Date.UTC(2026, 11, 2, 12);

it("dates and numbers are told in the language that is spoken, from one moment to the next", () => {
  chooseLocale("de");
  expect([tellDay(DAY), tellNumber(1_200), tellAgo(3, "hour")]).toEqual([
    "2. Dezember",
    "1.200",
    "vor 3 Stunden",
  ]);
  chooseLocale("ar");
  expect([tellDay(DAY), tellAgo(1, "day")]).toEqual(["2 ديسمبر", "أمس"]);
});

it.each([
  ["en", ["de-AT", "en-GB", "en"], "en-GB"],
  ["de", ["de-AT", "en-GB"], "de-AT"],
  ["ar", ["de-AT"], "ar"],
])("%s is written as whoever wishes for %j writes it", (spoken, own, habits) => {
  expect(habitsOf(spoken, own)).toBe(habits);
});

it("names stand in the order of a dictionary", () => {
  expect(["Zoe", "Änne", "ann 10", "Ann 9"].toSorted(compareNames)).toEqual([
    "Ann 9",
    "ann 10",
    "Änne",
    "Zoe",
  ]);
});

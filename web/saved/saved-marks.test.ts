import { expect, test } from "vitest";
import {
  allMarked,
  isMarked,
  NOTHING_SAVED,
  withDone,
  withoutWish,
  withWish,
} from "./saved-marks.ts";

const KEY = "room/7";

test("a wish counts at once", () => {
  expect(isMarked(NOTHING_SAVED, KEY)).toBe(false);
  expect(isMarked(withWish(NOTHING_SAVED, KEY, true), KEY)).toBe(true);
});

test("a wish that is refused leaves things as they were", () => {
  const kept = withDone(NOTHING_SAVED, KEY, true);
  expect(isMarked(withoutWish(withWish(kept, KEY, false), KEY), KEY)).toBe(true);
  expect(isMarked(withoutWish(withWish(NOTHING_SAVED, KEY, true), KEY), KEY)).toBe(false);
});

test("who changes their mind while the first wish is on its way gets the second", () => {
  const twice = withWish(withWish(NOTHING_SAVED, KEY, true), KEY, false);
  const answered = withDone(twice, KEY, true);
  expect(isMarked(answered, KEY)).toBe(false);
  expect(isMarked(withDone(answered, KEY, false), KEY)).toBe(false);
});

test("all that are marked: the newest wish first, and none that is wished away", () => {
  const marks = { kept: ["a/1", "b/2"], wished: { "c/3": true, "b/2": false, "d/4": true } };
  expect(allMarked(marks)).toEqual(["d/4", "c/3", "a/1"]);
});

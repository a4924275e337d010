import { expect, test } from "vitest";
import { SeenRows } from "./seen-rows.ts";

test("a message is seen when it has been in view for a second", () => {
  const rows = new SeenRows();
  rows.look([1, 2, 3], 0);
  expect(rows.seenAt(999)).toBe(0);
  expect(rows.seenAt(1_000)).toBe(3);
});

test("what passes by is not seen, what stays is", () => {
  const rows = new SeenRows();
  rows.look([1, 2], 0);
  rows.look([2, 3], 500);
  rows.look([3, 4], 1_000);
  expect(rows.seenAt(1_400)).toBe(0);
  expect(rows.seenAt(1_500)).toBe(3);
});

test("what went out of view has to be seen anew", () => {
  const rows = new SeenRows();
  rows.look([7], 0);
  rows.look([], 900);
  rows.look([7], 950);
  expect(rows.seenAt(1_900)).toBe(0);
  expect(rows.seenAt(1_950)).toBe(7);
});

test("it says how long there is to wait for what was not told yet", () => {
  const rows = new SeenRows();
  rows.look([1, 2], 0);
  rows.look([2, 3], 400);
  expect(rows.waitFor(0, 400)).toBe(600);
  expect(rows.waitFor(2, 400)).toBe(1_000);
  expect(rows.waitFor(3, 400)).toBeNull();
});

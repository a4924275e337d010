import { expect, it } from "vitest";
import * as fc from "fast-check";
import {
  above,
  firstOf,
  has,
  NO_NUMBERS,
  numbersIn,
  PAGE_SIZE,
  runsOf,
  setOf,
  setOfRuns,
  sizeOf,
  withNumber,
  without,
} from "./number-set.ts";

const number = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 1, max: 3 * PAGE_SIZE }),
);
const step = fc.tuple(fc.constantFrom("add", "add", "take", "above"), number);

it("is what a plain set would be, whatever is added and taken", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let set = NO_NUMBERS;
      let plain = new Set<number>();
      for (const [what, n] of steps) {
        if (what === "add") {
          set = withNumber(set, n);
          plain.add(n);
        } else if (what === "take") {
          set = without(set, n);
          plain.delete(n);
        } else if (n % 5 === 0) {
          set = above(set, n);
          plain = new Set([...plain].filter((one) => one > n));
        }
      }
      const sorted = [...plain].toSorted((a, b) => a - b);
      expect(numbersIn(set)).toEqual(sorted);
      expect(sizeOf(set)).toBe(sorted.length);
      expect(firstOf(set)).toBe(sorted[0] ?? null);
      expect(numbersIn(setOfRuns(runsOf(set)))).toEqual(sorted);
      expect(numbersIn(setOf(sorted))).toEqual(sorted);
      for (const n of [1, 2, PAGE_SIZE, ...sorted.slice(0, 5)])
        expect(has(set, n)).toBe(plain.has(n));
    }),
  );
});

it("shares the pages that a change does not touch", () => {
  const set = setOf([1, 2, PAGE_SIZE + 5, 2 * PAGE_SIZE + 7]);
  const more = withNumber(set, 2 * PAGE_SIZE + 8);
  expect([...more].filter(([page, runs]) => set.get(page) !== runs)).toHaveLength(1);
  expect(withNumber(set, 2)).toBe(set);
  expect(without(set, 3)).toBe(set);
  expect(above(set, 0)).toBe(set);
});

it("is as short as its runs: a hundred thousand in a row are two numbers a page", () => {
  const set = setOf(Array.from({ length: 100_000 }, (_, i) => i + 1));
  expect(runsOf(set)).toHaveLength(2 * Math.ceil(100_001 / PAGE_SIZE));
});

import { expect, it } from "vitest";
import { floorsOf, slopeOf, type Sample, type Slope } from "./slope.ts";

const MIB = 2 ** 20;
const MINUTE = 1 / 60;

/** A minute apart, and off the line by so much, up and down in turn. */
const line = (minutes: number, level: number, anHour: number, off = 0): Sample[] =>
  Array.from({ length: minutes }, (_, i) => ({
    at: i * MINUTE,
    bytes: (level + anHour * i * MINUTE + (i % 2 === 0 ? off : -off)) * MIB,
  }));

it("finds the growth in an hour", () => {
  const slope = slopeOf(line(61, 500, 5));
  // Of a mean of 502.5 MiB.
  expect(slope?.percent).toBeCloseTo(0.995, 3);
  expect(slope?.from).toBeCloseTo(slope?.percent ?? 0, 6);
});

it("says how little a short look at an uneven line tells", () => {
  const [even, uneven] = [slopeOf(line(20, 500, 0, 1)), slopeOf(line(20, 500, 0, 5))];
  const width = (slope: Slope | null) => (slope ? slope.to - slope.from : 0);
  expect(width(uneven) / width(even)).toBeCloseTo(5, 1);
  expect(uneven?.from).toBeLessThan(0);
  expect(uneven?.to).toBeGreaterThan(0);
});

it("says nothing by too few samples", () => {
  expect(slopeOf(line(3, 500, 5))).toBeNull();
  expect(slopeOf([])).toBeNull();
});

it("a floor is the least of its time", () => {
  const samples = [3, 1, 2, 9, 8].map((bytes, i) => ({ at: i, bytes }));
  expect(floorsOf(samples, 3).map(({ bytes }) => bytes)).toEqual([1, 8]);
});

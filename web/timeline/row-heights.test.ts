import { expect, it } from "vitest";
import { ROW_ESTIMATE, RowHeights } from "./row-heights.ts";

it("rows that nobody has seen count as the estimate", () => {
  const heights = new RowHeights();
  expect(heights.above(100_000)).toBe(100_000 * ROW_ESTIMATE);
  expect(heights.rowAt(ROW_ESTIMATE * 70_000 + 1, 100_000)).toBe(70_000);
});

it("measured rows move what lies below them, and nothing else", () => {
  const heights = new RowHeights();
  expect(heights.measure(300, 100)).toBe(true);
  expect(heights.measure(300, 100)).toBe(false);
  expect(heights.measure(1_000, 0)).toBe(true);
  expect(heights.above(300)).toBe(300 * ROW_ESTIMATE);
  expect(heights.above(301)).toBe(300 * ROW_ESTIMATE + 100);
  expect(heights.above(2_000)).toBe(1_998 * ROW_ESTIMATE + 100);
});

it("finds the row at a height, past rows that take no room", () => {
  const heights = new RowHeights();
  for (let index = 10; index < 5_000; index += 1) heights.measure(index, 0);
  expect(heights.rowAt(10 * ROW_ESTIMATE - 1, 6_000)).toBe(9);
  expect(heights.rowAt(10 * ROW_ESTIMATE, 6_000)).toBe(5_000);
  expect(heights.rowAt(-50, 6_000)).toBe(0);
  expect(heights.rowAt(1e9, 6_000)).toBe(5_999);
});

it("goes past very many rows that take no room in one step, both ways", () => {
  const heights = new RowHeights();
  for (let index = 10; index < 5_000; index += 1) heights.measure(index, 0);
  expect(heights.pastEmpty(5, 1)).toBe(5);
  expect(heights.pastEmpty(1_000, 1)).toBe(4_864);
  expect(heights.pastEmpty(1_000, -1)).toBe(255);
});

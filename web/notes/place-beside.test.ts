import { expect, test } from "vitest";
import { placeBeside } from "./place-beside.ts";

const bar = { width: 200, height: 40 };
const bounds = { left: 1000, top: 100, right: 1384, bottom: 800 };
const words = (left: number, top: number, height = 20) => ({
  left,
  right: left + 60,
  top,
  bottom: top + height,
});

test("a bar lies over its words, in the middle of them", () => {
  expect(placeBeside(words(1150, 400), bar, bounds, "over")).toEqual({ left: 1080, top: 354 });
});

test("under them where that is wished, or where there is nothing over them", () => {
  expect(placeBeside(words(1150, 400), bar, bounds, "under")?.top).toBe(426);
  expect(placeBeside(words(1150, 120), bar, bounds, "over")?.top).toBe(146);
  expect(placeBeside(words(1150, 770), bar, bounds, "under")?.top).toBe(724);
});

test("it does not go over an edge", () => {
  expect(placeBeside(words(1000, 400), bar, bounds, "over")?.left).toBe(1008);
  expect(placeBeside(words(1350, 400), bar, bounds, "over")?.left).toBe(1176);
  // One that is wider than all there is begins where all begins.
  expect(placeBeside(words(1350, 400), { width: 500, height: 40 }, bounds, "over")?.left).toBe(
    1008,
  );
});

test("it lies nowhere when it would lie on its words, or when they are out of sight", () => {
  expect(placeBeside(words(1150, 110, 680), bar, bounds, "over")).toBeNull();
  expect(placeBeside(words(1150, 20), bar, bounds, "over")).toBeNull();
  expect(placeBeside(words(1150, 900), bar, bounds, "under")).toBeNull();
});

import { expect, test } from "vitest";
import { dayOf, gapsOf, joined, rowsOf } from "./day.ts";
import { figuresWith, NOW, step, STEP } from "./figures.test-kit.ts";

const startsOf = (slots: readonly { start: number }[]) => slots.map(({ start }) => start);

test("a young community has an hour to look at, and what was before its first figures is no gap", () => {
  const { slots } = dayOf(figuresWith([step(2), step(0)]));
  expect(slots.length).toBe(12);
  expect(gapsOf(slots)).toEqual([[10, 11]]);
  expect(slots.at(-1)).toMatchObject({ ms: NOW % STEP });
});

test("of a day no more than a day is drawn, in slots without a hole", () => {
  const { slots } = dayOf(figuresWith([step(400), step(288), step(287), step(0)]));
  expect(slots.length).toBe(288);
  expect(startsOf(slots).every((at, i, all) => i === 0 || at - (all[i - 1] ?? 0) === STEP)).toBe(
    true,
  );
});

test("a step of a few seconds is left out, because nothing can be said of it by the minute", () => {
  const figures = figuresWith([step(1), step(0)]);
  const early = { ...figures, now: { ...figures.now, at: NOW - (NOW % STEP) + 20_000 } };
  expect(startsOf(dayOf(early).slots).at(-1)).toBe(step(1).start);
  expect(dayOf({ ...early, steps: [step(0)] }).slots).toEqual([]);
});

test("a step that is running and has not been told of is no gap yet", () => {
  const { slots } = dayOf(figuresWith([step(1)]));
  expect(startsOf(slots).at(-1)).toBe(step(1).start);
});

test("a day is read by the hour, the newest first, and an hour by its steps", () => {
  const day = dayOf(figuresWith([step(287), step(0)])).slots;
  const rows = rowsOf(day);
  expect(rows.length).toBe(25);
  expect(rows.map(({ slots }) => slots.length).reduce((a, b) => a + b)).toBe(288);
  expect(rows[0]?.start).toBeGreaterThan(rows[1]?.start ?? 0);
  expect(rowsOf(dayOf(figuresWith([step(0)])).slots).length).toBe(12);
});

test("what is told anew takes the place of what was held, and what is older than a day goes", () => {
  const held = figuresWith([step(400), step(1, { messages: 2 }), step(0, { messages: 1 })]);
  const told = figuresWith([step(0, { messages: 5 })]);
  expect(joined(held, told).steps).toEqual([step(1, { messages: 2 }), step(0, { messages: 5 })]);
  expect(joined(held, figuresWith([])).steps.length).toBe(2);
  expect(joined(undefined, told)).toEqual(told);
});

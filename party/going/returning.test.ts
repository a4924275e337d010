import { beforeEach, expect, it, vi } from "vitest";

// What it knows is the isolate's, and each test is one of its own.
const anIsolate = async () => {
  vi.resetModules();
  return import("./returning.ts");
};
let returning: Awaited<ReturnType<typeof anIsolate>>;
beforeEach(async () => {
  returning = await anIsolate();
});

const TEN = { RETURNING_MS: 10_000 };

it("rooms wait until all who were sent away are back, and then they take turns, however late they wake", () => {
  const at = (now: number, chance: number) => returning.mayWakeAllAt(TEN, now, () => chance)();
  expect([at(50_000, 0), at(50_000, 0.5), at(57_000, 0.5)]).toEqual([60_000, 65_000, 65_000]);
});

it("they wait on while people are later than they were told to be", () => {
  const at = returning.mayWakeAllAt(TEN, 50_000, () => 0.5);
  returning.somebodyCame(56_000);
  expect(at()).toBe(65_000);
  returning.somebodyCame(64_000);
  expect(at()).toBe(71_000);
});

it("and not for ever, as there is always somebody who comes", () => {
  const at = returning.mayWakeAllAt(TEN, 50_000, () => 0.5);
  returning.somebodyCame(200_000);
  expect(at()).toBe(85_000);
});

it("where nobody was sent away nothing has to be waited for", () => {
  const at = returning.mayWakeAllAt({ RETURNING_MS: 0 }, 90_000, () => 0.9);
  returning.somebodyCame(91_000);
  expect(at()).toBe(90_000);
});

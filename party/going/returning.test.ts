import { beforeEach, expect, it, vi } from "vitest";

// What it knows is the isolate's, and each test is one of its own.
const anIsolate = async () => {
  vi.resetModules();
  return import("./returning.ts");
};
let returning: Awaited<ReturnType<typeof anIsolate>>;
let now: number;
beforeEach(async () => {
  returning = await anIsolate();
  now = 50_000;
});
const clock = () => now;

function somebodyComesAt(at: number) {
  now = at;
  returning.somebodyCame(at);
}

const TEN = { RETURNING_MS: 10_000 };

it("rooms wait until all who were sent away are back, and then they take turns, however late they wake", () => {
  const withChance = (chance: number) => returning.mayWakeAllAt(TEN, clock, () => chance)();
  expect([withChance(0), withChance(0.5)]).toEqual([60_000, 65_000]);
  now = 57_000;
  expect(withChance(0.5)).toBe(65_000);
});

it("they wait on while people are later than they were told to be", () => {
  const at = returning.mayWakeAllAt(TEN, clock, () => 0.5);
  somebodyComesAt(56_000);
  expect(at()).toBe(65_000);
  somebodyComesAt(64_000);
  expect(at()).toBe(71_000);
});

it("and not for ever, as there is always somebody who comes", () => {
  const at = returning.mayWakeAllAt(TEN, clock, () => 0.5);
  somebodyComesAt(200_000);
  expect(at()).toBe(85_000);
});

it("where nobody was sent away nothing has to be waited for", () => {
  const at = returning.mayWakeAllAt({ RETURNING_MS: 0 }, clock, () => 0.9);
  somebodyComesAt(51_000);
  expect(at()).toBe(50_000);
});

it("nobody waits for an old time to come again when the machine's clock is set back", () => {
  const anywhere = returning.mayWakeAllAt({ RETURNING_MS: 0 }, clock, () => 0.5);
  const afterARestart = returning.mayWakeAllAt(TEN, clock, () => 0.5);
  somebodyComesAt(51_000);
  now = 1_000;
  expect([anywhere(), afterARestart()]).toEqual([1_000, 16_000]);
  now = 9_000;
  expect([anywhere(), afterARestart()]).toEqual([1_000, 16_000]);
});

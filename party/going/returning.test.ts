import { expect, it } from "vitest";
import { mayWakeAllAt } from "./returning.ts";

it("rooms wait until all who were sent away are back, and then they take turns, however late they wake", () => {
  const at = (now: number, chance: number) =>
    mayWakeAllAt({ RETURNING_MS: 10_000 }, now, () => chance);
  expect([at(50_000, 0), at(50_000, 0.5), at(57_000, 0.5)]).toEqual([60_000, 65_000, 65_000]);
});

it("where nobody was sent away nothing has to be waited for", () => {
  expect(mayWakeAllAt({ RETURNING_MS: 0 }, 90_000, () => 0.9)).toBeLessThanOrEqual(90_000);
});

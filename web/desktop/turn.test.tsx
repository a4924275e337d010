import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takeTurns, type Turn } from "./turn.ts";

const turns: Turn[] = [];
afterEach(() => {
  turns.splice(0).forEach((turn) => turn.end());
  vi.restoreAllMocks();
});

/** As another tab of this browser, by its own request for the lock. */
const tab = () => {
  const turn = takeTurns(() => undefined);
  turns.push(turn);
  return turn;
};
const whose = () => turns.map((turn) => turn.isMine());

/** In front of all of them, somebody does something; what holds the lock already lets that pass. */
const use = () => {
  const hasFocus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
  dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
  hasFocus.mockReturnValue(false);
};
beforeEach(() => void vi.spyOn(document, "hasFocus").mockReturnValue(false));

test("one tab tells: the one that was used last, and another when that one closes", async () => {
  tab();
  await expect.poll(whose).toEqual([true]);
  tab();
  use();
  await expect.poll(whose).toEqual([false, true]);
  turns.pop()?.end();
  await expect.poll(whose).toEqual([true]);
});

test("however often they take it from each other, each waits once", async () => {
  for (let i = 0; i < 3; i += 1) tab();
  for (let i = 0; i < 4; i += 1) {
    await expect.poll(() => whose().filter(Boolean)).toHaveLength(1);
    use();
  }
  const ours = (all: LockInfo[] = []) => all.filter(({ name }) => name === "parley-desktop").length;
  const locks = async () => {
    const { held, pending } = await navigator.locks.query();
    return [ours(held), ours(pending)];
  };
  await expect.poll(locks).toEqual([1, 2]);
});

import { expect, test } from "vitest";
import { HashGate } from "./hash-gate.ts";

/** A gate whose time and timers a test moves, and work that ends when a test says so. */
function bench() {
  const clock = { now: 0 };
  let pauses: (() => void)[] = [];
  const gate = new HashGate(
    () => clock.now,
    (ms) => (ms === 0 ? Promise.resolve() : new Promise((resolve) => pauses.push(resolve))),
  );
  const running: (() => void)[] = [];
  const ask = () =>
    gate.pass(() => new Promise<string>((resolve) => running.push(() => resolve("done"))));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const tick = async (ms: number) => {
    clock.now += ms;
    const due = pauses;
    pauses = [];
    for (const resume of due) resume();
    await settle();
  };
  return { ask, tick, settle, running };
}

test("two run, eight wait, and the next is told to come again", async () => {
  const { ask, settle, running } = bench();
  const asked = Array.from({ length: 10 }, () => ask());
  await settle();
  expect(running).toHaveLength(2);
  expect(await ask()).toBeNull();
  expect(asked).toHaveLength(10);
});

test("whoever waits comes in when a place is free", async () => {
  const { ask, tick, running } = bench();
  const asked = Array.from({ length: 3 }, () => ask());
  await tick(25);
  expect(running).toHaveLength(2);
  running[0]?.();
  expect(await asked[0]).toBe("done");
  await tick(25);
  expect(running).toHaveLength(3);
});

test("work that fails gives its place back", async () => {
  const gate = new HashGate(
    () => 0,
    () => Promise.resolve(),
  );
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await expect(gate.pass(() => Promise.reject(new Error("no memory")))).rejects.toThrow(
      "no memory",
    );
  }
  expect(await gate.pass(() => Promise.resolve("done"))).toBe("done");
});

test("requests that were cancelled in the middle do not keep their places for ever", async () => {
  const { ask, tick, settle, running } = bench();
  void ask();
  void ask();
  await tick(9_999);
  void ask();
  await settle();
  expect(running).toHaveLength(2);
  await tick(25);
  expect(running).toHaveLength(3);
});

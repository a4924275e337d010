import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { NOON } from "../test/words.ts";
import { forgiveAttempts, takeAttempt } from "./sign-in-attempts.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const take = (now = NOON, key = "ann") => takeAttempt(real.database, key, now);

describe("attempts to sign in", () => {
  test("five are free, then each has to wait twice as long as the one before", async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await take()).toBe(0);
    let now = NOON;
    const waits: number[] = [];
    for (let attempt = 6; attempt <= 18; attempt += 1) {
      const wait = await take(now);
      waits.push(wait / 1_000);
      expect(await take(now + wait - 1)).toBe(1);
      now += wait;
      expect(await take(now)).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("are counted one by one when they come at the same time", async () => {
    const waits = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  test("are forgiven by the right password, and forgotten after a day", async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) await take();
    expect(await take()).toBe(1_000);
    expect(await take(NOON, "bob")).toBe(0);
    await forgiveAttempts(real.database, "ann");
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await take()).toBe(0);
    const tomorrow = NOON + 24 * 60 * 60_000 + 1;
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await take(tomorrow)).toBe(0);
  });
});

import { expect, test } from "vitest";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { NOON } from "../../test/words.ts";
import { Buckets } from "./buckets.ts";

const TEN_A_MINUTE = { burst: 10, perSecond: 10 / 60 };

async function takeMany(buckets: Buckets, name: string, times: number, now = NOON) {
  const taken = await Promise.all(
    Array.from({ length: times }, () => buckets.take(name, TEN_A_MINUTE, now)),
  );
  return taken.filter(({ ok }) => ok).length;
}

test("a hundred at the same time find exactly ten", async () => {
  const buckets = new Buckets(new MemoryStorage());
  expect(await takeMany(buckets, "ann", 100)).toBe(10);
  expect(await buckets.take("ann", TEN_A_MINUTE, NOON)).toEqual({ ok: false, waitMs: 6_000 });
  expect(await takeMany(buckets, "bob", 1)).toBe(1);
});

test("ten more come with each minute, and never more than ten at once", async () => {
  const buckets = new Buckets(new MemoryStorage());
  await takeMany(buckets, "ann", 10);
  expect(await takeMany(buckets, "ann", 5, NOON + 6_000)).toBe(1);
  expect(await takeMany(buckets, "ann", 100, NOON + 3_600_000)).toBe(10);
});

test("sleep forgives nothing", async () => {
  const storage = new MemoryStorage();
  await takeMany(new Buckets(storage), "ann", 10);
  expect(await takeMany(new Buckets(storage), "ann", 10, NOON + 5_999)).toBe(0);
});

test("whoever is refused costs no write", async () => {
  const storage = new MemoryStorage();
  const buckets = new Buckets(storage);
  await takeMany(buckets, "ann", 10);
  const before = storage.commits;
  await takeMany(buckets, "ann", 1_000);
  expect(storage.commits).toBe(before);
});

test("nobody is kept whose bucket is full again", async () => {
  const storage = new MemoryStorage();
  const buckets = new Buckets(storage);
  for (let i = 0; i < 50; i += 1) await takeMany(buckets, `person ${i}`, 1);
  await takeMany(buckets, "ann", 10, NOON + 30_000);
  expect(storage.rows.size).toBe(51);
  await takeMany(buckets, "bob", 1, NOON + 61_000);
  expect([...storage.rows.keys()]).toEqual(["b:ann", "b:bob"]);
});

test("a clock that is set back empties nobody's bucket and fills none", async () => {
  const buckets = new Buckets(new MemoryStorage());
  await takeMany(buckets, "ann", 5);
  expect(await takeMany(buckets, "ann", 10, NOON - 3_600_000)).toBe(5);
});

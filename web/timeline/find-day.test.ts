import { expect, it } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { failure } from "../answer.ts";
import { findFirstAfter } from "./find-day.ts";
import { eventOf } from "./story.test-kit.ts";

const DAY = 86_400_000;

/** A room of so many events, each at the time that `atOf` gives it. */
function room(count: number, atOf: (seq: number) => number) {
  let asked = 0;
  const eventAt = (seq: number): RoomEvent => eventOf({ by: "bob", says: "x", at: atOf(seq) }, seq);
  return {
    asked: () => asked,
    head: { seq: count, at: atOf(count) },
    read: (after: number, limit: number) => {
      asked += 1;
      const length = Math.max(0, Math.min(limit, count - after));
      const value = Array.from({ length }, (_, i) => eventAt(after + 1 + i));
      return Promise.resolve({ ok: true as const, value });
    },
  };
}

it.each([
  ["people talk evenly", (seq: number) => seq * 60_000],
  ["all is said on a few days", (seq: number) => Math.floor(seq / 30_000) * 300 * DAY + seq],
  ["most is old", (seq: number) => (seq < 99_900 ? seq : seq * DAY)],
])("finds the first event of a time with few questions when %s", async (_, atOf) => {
  const count = 100_000;
  for (const seq of [2, 150, 777, 30_000, 50_001, 99_950, count]) {
    const { read, head, asked } = room(count, atOf);
    const answer = await findFirstAfter(read, head, atOf(seq));
    expect(answer).toMatchObject({ ok: true, value: { seq } });
    expect(asked()).toBeLessThanOrEqual(20);
  }
});

it("the end stands for what is still to come, the beginning for what is before all", async () => {
  const { read, head } = room(5_000, (seq) => seq * 1_000);
  expect(await findFirstAfter(read, head, 1e12)).toMatchObject({ value: { seq: 5_000 } });
  expect(await findFirstAfter(read, head, 0)).toMatchObject({ value: { seq: 1 } });
});

it("what cannot be read is told", async () => {
  const answer = await findFirstAfter(
    () => Promise.resolve(failure("offline")),
    { seq: 10, at: 10 },
    5,
  );
  expect(answer.ok).toBe(false);
});

import { expect, it } from "vitest";
import { person, type RoomBench } from "../../test/fakes/room-bench.ts";
import { Tally, type Counts } from "../meter/tally.ts";
import { hostOf, quiet, range } from "./inbox-rounds.test-kit.ts";
import { ROUND_EVERY_MS } from "./round-pauses.ts";

const ann = person("Ann", "owner");

/** A room whose database takes a batch, and answers only when it is told to. */
async function hanging(): Promise<{ bench: RoomBench; answer: () => void }> {
  const bench = await quiet();
  let answer = () => {};
  bench.archive.pause = new Promise((resolve) => {
    answer = resolve;
  });
  bench.archive.taken.length = 0;
  return { bench, answer };
}

it("while the database hangs, inboxes are told on time", async () => {
  const { bench } = await hanging();
  const pass = hostOf(bench);
  await bench.command(ann, bench.post("one"));
  await pass(1_000);
  expect(bench.archive.taken).toHaveLength(1);
  await bench.command(ann, bench.post("two"));
  await pass(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(range)).toEqual([
    [3, 4],
    [4, 5],
  ]);
});

it("while the database hangs it is asked once, an alarm stands behind it, and all is copied when it answers", async () => {
  const { bench, answer } = await hanging();
  const pass = hostOf(bench);
  await bench.command(ann, bench.post("one"));
  await pass(1_000);
  await bench.command(ann, bench.post("two"));
  for (let i = 0; i < 60; i += 1) {
    await pass(1_000);
    expect(bench.storage.alarmAt).not.toBeNull();
  }
  expect(bench.archive.taken).toHaveLength(1);
  bench.archive.pause = null;
  answer();
  await bench.rest();
  expect(bench.archived.map(({ seq }) => seq)).toEqual([4, 5]);
  while (bench.storage.alarmAt !== null) await bench.passAlarm(1_000);
  expect(bench.archived.map(({ seq }) => seq)).toEqual([4, 5]);
});

it("what is counted of the archive after the alarm is spoken of when it has come to rest", async () => {
  const { bench, answer } = await hanging();
  const told: Counts[] = [];
  const tally = new Tally();
  bench.counting = tally;
  bench.turned = () => told.push(tally.take());
  await bench.command(ann, bench.post("one"));
  await bench.passAlarm(1_000);
  told.length = 0;
  answer();
  await bench.rest();
  expect(told).toEqual([expect.objectContaining({ archived_events: 1 })]);
});

it("a room that was let go while the database hung copies what is left", async () => {
  const { bench } = await hanging();
  await bench.command(ann, bench.post("one"));
  await bench.passAlarm(1_000);
  bench.archive.pause = null;
  const { room, storage } = bench;
  await bench.wake();
  expect(bench.room).not.toBe(room);
  while (storage.alarmAt !== null) await bench.passAlarm(1_000);
  expect(storage.rows.get("archived")).toBe("4");
});

it("where the room cannot read its own rows meanwhile, that is told, and the next alarm stands", async () => {
  const bench = await quiet();
  await bench.command(ann, bench.post("one"));
  const list = bench.storage.list.bind(bench.storage);
  bench.storage.list = () => Promise.reject(new Error("disk"));
  await bench.passAlarm(1_000);
  bench.storage.list = list;
  expect(bench.logged.join()).toContain('archive.run_failed {"reason":"Error"}');
  expect(bench.storage.alarmAt).not.toBeNull();
  while (bench.storage.alarmAt !== null) await bench.passAlarm(1_000);
  expect(bench.storage.rows.get("archived")).toBe("4");
});

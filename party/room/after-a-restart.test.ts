import { expect, it } from "vitest";
import { spreadOf } from "#protocol/spread.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { quiet, range } from "./inbox-rounds.test-kit.ts";

const ann = person("Ann", "owner");

it("a large room that has just woken lets its people come back before it wakes all their inboxes; who is named hears at once", async () => {
  const bench = await RoomBench.withMembers(Array.from({ length: 499 }, (_, i) => `Guest${i}`));
  for (let i = 0; i < 3; i += 1) await bench.passAlarm(10_000);
  await bench.wake();
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, bench.post("are you all back?"));
  expect(bench.inboxes.delivered).toEqual([]);
  const seven = person("Guest7").person;
  await bench.command(ann, { ...bench.post("<@p-guest7>"), mentions: [seven] } as never);
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[seven]]);
  await bench.passAlarm(spreadOf(500));
  expect(bench.inboxes.delivered.at(-1)?.people).toHaveLength(500);
});

it("who came or was named before a restart is told with everyone, however long ago the mark was stored", async () => {
  const bench = await RoomBench.withMembers(Array.from({ length: 99 }, (_, i) => `Guest${i}`));
  bench.mayWakeAllAt = bench.clock.now() + 9_000;
  await bench.wake();
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, bench.post("the first to be back"));
  expect(bench.inboxes.delivered).toEqual([]);
  await bench.passAlarm(9_500);
  expect(bench.inboxes.delivered.map(({ people }) => people.length)).toEqual([100]);
});

it("while people are still coming back from a restart the inboxes of a small room wait, too", async () => {
  const bench = await quiet();
  bench.mayWakeAllAt = bench.clock.now() + 9_000;
  await bench.wake();
  await bench.command(ann, bench.post("are you all back?"));
  await bench.passAlarm(8_000);
  expect(bench.inboxes.delivered).toEqual([]);
  await bench.passAlarm(1_500);
  expect(bench.inboxes.delivered.map(range)).toEqual([[3, 4]]);
});

it("whoever is late moves that on, also when the room's timer was set before", async () => {
  const bench = await quiet();
  bench.mayWakeAllAt = bench.clock.now() + 9_000;
  await bench.wake();
  await bench.command(ann, bench.post("are you all back?"));
  bench.mayWakeAllAt += 6_000;
  await bench.passAlarm(9_500);
  expect(bench.inboxes.delivered).toEqual([]);
  await bench.passAlarm(6_000);
  expect(bench.inboxes.delivered.map(range)).toEqual([[3, 4]]);
});

it("not even an alarm from before the restart, which wakes the room, makes it tell everyone while people are coming back", async () => {
  const bench = await quiet();
  await bench.command(ann, bench.post("one"));
  await bench.command(ann, bench.post("two"));
  bench.mayWakeAllAt = bench.clock.now() + 9_000;
  await bench.wake();
  bench.inboxes.delivered.length = 0;
  await bench.alarm();
  await bench.passAlarm(8_000);
  expect(bench.inboxes.delivered).toEqual([]);
  await bench.passAlarm(1_500);
  expect(bench.inboxes.delivered.map(range)).toEqual([[3, 5]]);
});

import { expect, it } from "vitest";
import { ann, takeInbox } from "../../test/fakes/inbox-bench.ts";
import { device, said, TEA, told } from "./inbox.test-kit.ts";

const NOWHERE = { epoch: null, cursor: 0 };

/** An inbox that has heard of one message, in a room that has kept two more for its next round. */
async function keptBack() {
  const bench = await told(said(2));
  bench.happens(TEA, said(3), said(4));
  return bench;
}

/** An inbox that has just heard of event 3. */
async function saidJustNow() {
  const bench = await told(said(2));
  bench.happens(TEA, said(3, { at: bench.clock.now() }));
  await bench.inbox.tell(bench.letter(TEA, 2));
  return bench;
}

it("whoever comes has everything counted at once, also what rooms have not told those who were away", async () => {
  const bench = await keptBack();
  const here = await bench.join();
  expect(bench.asked).toEqual([{ room: TEA, after: 2, arrived: ann.person }]);
  expect(takeInbox(here).at(-1)).toMatchObject({ entries: [{ room: TEA, count: 3, heard: 4 }] });
});

it("another device asks nothing, and neither does one that comes where push is on: rooms tell them as it is", async () => {
  const bench = await keptBack();
  await bench.join();
  await bench.join();
  expect(bench.asked).toHaveLength(1);
  const pushed = await keptBack();
  await pushed.subscribe();
  expect(await pushed.inbox.tell(pushed.letter(TEA, 4))).toMatchObject({ value: { isHere: true } });
  pushed.asked.length = 0;
  await pushed.join();
  expect(pushed.asked).toEqual([]);
});

it("a device without a socket is as good as one with", async () => {
  const bench = await keptBack();
  bench.inbox.changes(ann, NOWHERE);
  await bench.pass(0);
  expect((await device(bench)).get("room")).toMatchObject([{ count: 3 }]);
  bench.happens(TEA, said(5));
  expect(await bench.inbox.tell(bench.letter(TEA, 4))).toMatchObject({ value: { isHere: true } });
});

it("once it has stopped asking nobody is there", async () => {
  const bench = await told(said(2));
  bench.inbox.changes(ann, NOWHERE);
  await bench.pass(31_000);
  expect(await bench.inbox.tell(bench.letter(TEA, 2))).toMatchObject({ value: { isHere: false } });
});

it("rooms in which nothing has happened for long are left to sleep", async () => {
  const bench = await keptBack();
  await bench.pass(61_000);
  await bench.join();
  expect(bench.asked).toEqual([]);
});

it("after a sleep of its own an inbox knows where something was said lately", async () => {
  const bench = await saidJustNow();
  await bench.wake();
  await bench.join();
  expect(bench.asked).toEqual([{ room: TEA, after: 3, arrived: ann.person }]);
});

it("while all come back from a restart no room is asked: each is about to tell everyone", async () => {
  const bench = await saidJustNow();
  bench.mayWakeAllAt = bench.clock.now() + 9_000;
  await bench.wake();
  await bench.join();
  expect(bench.asked).toEqual([]);
});

it("a room that does not answer then is no harm: its next letter brings what is missing", async () => {
  const bench = await keptBack();
  bench.areRoomsAway = true;
  await bench.join();
  bench.areRoomsAway = false;
  await bench.inbox.tell(bench.letter(TEA, 3));
  expect((await device(bench)).get("room")).toMatchObject([{ count: 3 }]);
});

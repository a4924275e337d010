import * as v from "valibot";
import { expect, it } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, type InboxBench, takeInbox } from "../../test/fakes/inbox-bench.ts";
import { device, joined, TEA, told } from "./inbox.test-kit.ts";

const GARDEN = v.parse(RoomId, "garden");

async function choose(bench: InboxBench, isShown: boolean): Promise<void> {
  await bench.command({ type: "receipts", isShown });
  await settled();
}
/** What rooms were told since this was last asked. */
const wordsTo = (bench: InboxBench) =>
  bench.receiptsTold.splice(0).map(({ room, isShown }) => [room, isShown]);

it("is the same on all devices, also on one that comes later", async () => {
  const bench = await told();
  const here = await bench.join();
  takeInbox(here);
  await choose(bench, false);
  expect(takeInbox(here)).toMatchObject([{ entries: [{ kind: "receipts", isShown: false }] }]);
  await bench.wake();
  const later = await device(bench);
  expect(later.entries.get("receipts")).toMatchObject({ isShown: false });
});

it("is told to every room at once, and to none of somebody who never chose", async () => {
  const bench = await told();
  bench.happens(GARDEN, joined);
  await bench.inbox.tell(bench.letter(GARDEN, 0));
  await settled();
  expect(wordsTo(bench)).toEqual([]);
  await choose(bench, false);
  expect(wordsTo(bench)).toEqual([
    [TEA, false],
    [GARDEN, false],
  ]);
  // Chosen again it is nothing new.
  await choose(bench, false);
  expect(wordsTo(bench)).toEqual([]);
  await choose(bench, true);
  expect(wordsTo(bench)).toHaveLength(2);
  // Where they were never hidden there is nothing to take back.
  const shed = v.parse(RoomId, "shed");
  bench.happens(shed, joined);
  await bench.inbox.tell(bench.letter(shed, 0));
  await settled();
  expect(wordsTo(bench)).toEqual([]);
});

it("is told to a room that they come into later, and again when they come back", async () => {
  const bench = await told();
  await choose(bench, false);
  wordsTo(bench);
  bench.happens(GARDEN, joined);
  await bench.inbox.tell(bench.letter(GARDEN, 0));
  await settled();
  expect(wordsTo(bench)).toEqual([[GARDEN, false]]);
  bench.happens(GARDEN, { type: "left", seq: 2, at: 2, by: ann.person });
  await bench.inbox.tell(bench.letter(GARDEN, 1));
  bench.happens(GARDEN, { type: "joined", seq: 3, at: 3, by: ann.person });
  await bench.inbox.tell(bench.letter(GARDEN, 2));
  await settled();
  expect(wordsTo(bench)).toEqual([[GARDEN, false]]);
});

it("is told until the room has heard it, also after sleep", async () => {
  const bench = await told();
  bench.areRoomsAway = true;
  await choose(bench, false);
  await bench.pass(20_000);
  await bench.wake();
  await settled();
  expect(wordsTo(bench)).toEqual([]);
  bench.areRoomsAway = false;
  await bench.pass(10_000);
  expect(wordsTo(bench)).toEqual([[TEA, false]]);
  await bench.wake();
  await bench.pass(60_000);
  expect(wordsTo(bench)).toEqual([]);
});

it("has a later time each time, whatever the clock says", async () => {
  const bench = await told();
  for (const isShown of [false, true, false]) await choose(bench, isShown);
  const times = bench.receiptsTold.map(({ at }) => at);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
});

it("goes with the account", async () => {
  const bench = await told();
  await choose(bench, false);
  await bench.inbox.erase();
  const keys = [...bench.storage.rows.keys()];
  expect(keys.filter((key) => key === "receipts" || key.startsWith("w:"))).toEqual([]);
});

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { beforeEach, expect, test, vi } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { RoomId } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";
import { commandId, created, personId, posted } from "../../test/words.ts";
import { browserClock } from "../clock.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { heldSaved } from "./held-saved.ts";

const TEA = v.parse(RoomId, "01890000-0000-7000-8000-000000000001");
const ann = personId("ann");
const bob = personId("bob");
const edited: RoomEvent = {
  type: "message.edited",
  seq: 4,
  id: commandId(4),
  at: 4,
  by: bob,
  name: "Bob",
  target: 2,
  body: "two lumps",
};

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  const events = [created(1, "Tea"), posted(2, { by: bob, body: "one lump" }), posted(3), edited];
  const room = applyEvents(EMPTY_ROOM, events);
  await openDisk(browserClock, ann).save(TEA, {
    how: "follow",
    epoch: "e",
    room,
    events,
    settled: [],
  });
});

test("what is saved and held is told as it is now, in the order it was asked for", async () => {
  const held = await heldSaved(ann, [`${TEA}/3`, `${TEA}/2`]);
  expect(held.map(({ seq }) => seq)).toEqual([3, 2]);
  expect(held[1]).toMatchObject({ roomName: "Tea", message: { by: bob, body: "two lumps" } });
});

test("what is not held, is no message, or makes no sense is left out", async () => {
  const other = v.parse(RoomId, "01890000-0000-7000-8000-000000000002");
  expect(await heldSaved(ann, [`${TEA}/9`, `${TEA}/1`, `${other}/2`, "nonsense", ""])).toEqual([]);
});

test("nobody finds what another person's browser holds", async () => {
  expect(await heldSaved(bob, [`${TEA}/2`])).toEqual([]);
});

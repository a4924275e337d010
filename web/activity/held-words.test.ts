import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { beforeEach, expect, test, vi } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";
import { commandId, created, personId, posted } from "../../test/words.ts";
import { browserClock } from "../clock.ts";
import { tellOpened } from "../room/opened-rooms.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { heldWords } from "./held-words.ts";
import { wordsKey } from "./words.ts";

const TEA = v.parse(RoomId, "01890000-0000-7000-8000-000000000001");
const STORY = v.parse(RoomId, "tea");
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
  mentions: [ann],
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

const wanted = (room: RoomId, seq: number) => ({ room, seq, people: [bob] });

test("what the disk holds is told as it is now", async () => {
  const { messages } = await heldWords(ann, [wanted(TEA, 2), wanted(TEA, 9), wanted(TEA, 1)]);
  expect([...messages.keys()]).toEqual([wordsKey({ room: TEA, seq: 2 })]);
  expect(messages.get(wordsKey({ room: TEA, seq: 2 }))).toMatchObject({
    by: bob,
    body: "two lumps",
    mentions: [ann],
  });
});

test("an open room is asked before the disk, for names too", async () => {
  const close = tellOpened(
    storyRoom(
      tellStory([
        { by: "bob", says: "soup" },
        { by: "bob", does: "member.joined" },
      ]),
    ),
  );
  const found = await heldWords(ann, [
    { room: STORY, seq: 2, people: [v.parse(PersonId, "bob")] },
    wanted(TEA, 2),
  ]);
  close();
  expect([...found.messages.values()].map(({ body }) => body)).toEqual(["soup", "two lumps"]);
  expect([...found.names.values()]).toContain("Bob");
});

test("nobody finds what another person's browser holds", async () => {
  expect((await heldWords(bob, [wanted(TEA, 2)])).messages.size).toBe(0);
});

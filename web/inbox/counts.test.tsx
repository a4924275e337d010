import { afterEach, expect, it } from "vitest";
import type { RoomEntry } from "#protocol/inbox/entries.ts";
import { uuid7 } from "#protocol/ids.ts";
import { markRoomsRead } from "../read/mark-rooms-read.ts";
import { followNews, forgetNews } from "../read/news.ts";
import { markRead, positions } from "../read/read-position.ts";
import { openedRooms, tellOpened } from "../room/opened-rooms.ts";
import { ANN, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { followCounts } from "./counts.ts";
import { counts } from "./counts-store.ts";
import { inbox, NOTHING_HELD } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import { readHere } from "./read-here.ts";
import { wishes } from "./wishes.ts";

/** Two lives of the room. */
const LOST = uuid7(1_000, new Uint8Array(10));
const BACK = uuid7(2_000, new Uint8Array(10));

const entry: RoomEntry = {
  kind: "room",
  room: ROOM,
  epoch: BACK,
  heard: 5,
  isMember: true,
  read: 4,
  unread: [5, 5],
  mentions: [],
  manual: null,
  count: 1,
  first: 5,
  newsAt: 0,
  level: null,
};
const SEVEN = tellStory(Array.from({ length: 6 }, () => ({ by: "bob", says: "tea?" })));
const told = (more: Partial<RoomEntry> = {}) =>
  inbox.setState({ entries: new Map([["room tea", { ...entry, ...more }]]) });

afterEach(() => {
  inbox.setState(NOTHING_HELD, true);
  positions.setState({ since: 0, read: {} }, true);
  openedRooms.setState({ rooms: [] }, true);
  forgetNews();
});

async function counted() {
  const stop = followCounts(ANN.id);
  await Promise.resolve();
  const count = counts.getState()[ROOM];
  stop();
  return count?.count;
}

it("what was read of a room before it was restored makes nothing read after it", async () => {
  told();
  markRead(ROOM, { seq: 6, at: 1, epoch: LOST });
  expect(readHere({ room: ROOM })).toBe(0);
  expect(await counted()).toBe(1);
  markRead(ROOM, { seq: 5, at: 1, epoch: BACK });
  expect(readHere({ room: ROOM })).toBe(5);
  expect(await counted()).toBe(0);
});

it("an open room counts by what it says only where the inbox speaks of the same life of it", async () => {
  told({ epoch: LOST });
  const room = storyRoom(SEVEN);
  room.view.setState({ epoch: LOST });
  tellOpened(room);
  expect(await counted()).toBe(3);
  room.view.setState({ epoch: BACK });
  expect(await counted()).toBe(1);
});

it("what was marked by hand is not counted while the inbox has to hear that somebody went there", async () => {
  told({ read: 5, unread: [], manual: { from: 4, unread: [4, 5] } });
  const stop = followCounts(ANN.id);
  expect(counts.getState()[ROOM]?.count).toBe(2);
  const id = newWishId();
  wishes.add({ type: "opened", id, room: ROOM });
  await Promise.resolve();
  expect(counts.getState()[ROOM]?.count).toBe(0);
  wishes.settle(id);
  await Promise.resolve();
  expect(counts.getState()[ROOM]?.count).toBe(2);
  stop();
});

it("all read goes no further than what is known of the room as it is now", () => {
  const room = storyRoom(SEVEN);
  room.view.setState({ epoch: LOST });
  followNews(room, ANN.id);
  told();
  markRoomsRead([{ id: ROOM, lastAt: null }]);
  expect(positions.getState().read[ROOM]).toMatchObject({ seq: 5, epoch: BACK });
});

import { afterEach, expect, it } from "vitest";
import * as v from "valibot";
import type { RoomEntry } from "#protocol/inbox/entries.ts";
import { RoomId } from "#protocol/ids.ts";
import { markUnreadFrom } from "../read/marks.ts";
import { markRead, opened, positions } from "../read/read-position.ts";
import { followMarks } from "./follow-marks.ts";
import { inbox, NOTHING_HELD } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes } from "./wishes.ts";

const TEA = v.parse(RoomId, "tea");
const CAKE = v.parse(RoomId, "cake");

const marked: RoomEntry = {
  kind: "room",
  room: TEA,
  epoch: "e",
  heard: 9,
  isMember: true,
  read: 9,
  unread: [],
  mentions: [],
  manual: { from: 5, unread: [5, 9] },
  count: 5,
  first: 5,
  newsAt: 0,
  level: null,
};
const tell = (entry: RoomEntry) =>
  inbox.setState({ entries: new Map([[`room ${entry.room}`, entry]]) });
const manual = () => positions.getState().read[TEA]?.manual;

let stop = () => {};
const start = () => {
  stop = followMarks(newWishId);
};

afterEach(() => {
  stop();
  for (const { id } of wishes.all()) wishes.settle(id);
  inbox.setState(NOTHING_HELD, true);
  positions.setState({ since: 0, read: {} }, true);
});

it("what the inbox tells as marked is marked here, until it is opened", () => {
  start();
  tell(marked);
  expect(manual()).toBe(5);
  opened(TEA);
  expect(manual()).toBeUndefined();
  expect(wishes.all()).toMatchObject([{ type: "opened", room: TEA }]);
});

it("a room that was open before the inbox came has been opened, whether its mark was known here or not", () => {
  positions.setState({ since: 1, read: { cake: { seq: 9, at: 1, manual: 5 } } }, true);
  opened(TEA);
  opened(CAKE);
  start();
  tell(marked);
  expect(manual()).toBeUndefined();
  expect(wishes.all()).toMatchObject([
    { type: "opened", room: CAKE },
    { type: "opened", room: TEA },
  ]);
});

it("what was marked by hand before the inbox came is told to it, also where the room was just opened", () => {
  positions.setState({ since: 2, read: {} }, true);
  opened(TEA);
  markRead(TEA, { seq: 9, at: 1 });
  markUnreadFrom(TEA, 7);
  start();
  expect(wishes.all()).toMatchObject([{ type: "unread", marks: [{ room: TEA, seq: 7 }] }]);
  tell(marked);
  expect(manual()).toBe(7);
});

it("what was marked before the inbox came is told once, and nothing of it to another person's inbox", () => {
  positions.setState({ since: 3, read: {} }, true);
  opened(TEA);
  positions.setState({ since: 4, read: {} }, true);
  start();
  expect(wishes.all()).toEqual([]);
  stop();
  opened(CAKE);
  start();
  stop();
  for (const { id } of wishes.all()) wishes.settle(id);
  start();
  expect(wishes.all()).toEqual([]);
});

import { expect, it } from "vitest";
import type { RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { ANN, ROOM, tellStory } from "../timeline/story.test-kit.ts";
import { countRoom, type Sources } from "./counted.ts";

const entry = (more: Partial<RoomEntry> = {}): RoomEntry => ({
  kind: "room",
  room: ROOM,
  epoch: "e",
  heard: 3,
  isMember: true,
  read: 1,
  unread: [2, 3],
  mentions: [],
  manual: null,
  count: 2,
  first: 2,
  newsAt: 0,
  level: null,
  ...more,
});
const thread: ThreadEntry = {
  kind: "thread",
  room: ROOM,
  root: 2,
  read: 2,
  unread: [3, 3],
  mentions: [3, 3],
  manual: null,
  count: 1,
  first: 3,
  concerns: true,
  follow: null,
  isMuted: false,
};
const talk = (...told: Parameters<typeof tellStory>[0]) => tellStory(told);
const opened = (events: readonly RoomEvent[]): RoomState => applyEvents(EMPTY_ROOM, events);

const count = (
  told: RoomEntry,
  {
    threads = [],
    read = () => 0,
    wentTo = [],
    open,
  }: {
    threads?: ThreadEntry[];
    read?: (thread?: number) => number;
    wentTo?: Sources["wentTo"];
    open?: RoomState;
  } = {},
) => countRoom({ entry: told, threads, read, wentTo, open, me: ANN.id });

it("is what the inbox has told, where nothing more is known", () => {
  expect(count(entry())).toMatchObject({ count: 2, first: 2, mentions: 0 });
});

it("is less at once by what was read here", () => {
  expect(count(entry(), { read: () => 2 })).toMatchObject({ count: 1, first: 3 });
  expect(count(entry(), { read: () => 3 })).toMatchObject({ count: 0, first: null });
});

it("says from where on anything can be new, also where nothing is", () => {
  expect(count(entry()).from).toBe(2);
  expect(count(entry({ heard: 9_000 }), { read: () => 9_000 }).from).toBe(9_001);
  const open = opened(talk({ by: "ann", says: "two" }, { by: "ann", says: "three" }));
  expect(count(entry({ heard: 1, unread: [], count: 0 }), { open }).from).toBe(4);
});

it("is more at once by what the open room has said, and counts it once when the inbox has heard it", () => {
  const events = talk(
    { by: "bob", says: "two" },
    { by: "bob", says: "three" },
    { by: "bob", says: "four" },
    { by: "ann", says: "mine" },
  );
  const open = opened(events);
  expect(count(entry(), { open })).toMatchObject({ count: 3, first: 2 });
  const heard = entry({ heard: 5, unread: [2, 4], count: 3 });
  expect(count(heard, { open })).toMatchObject({ count: 3 });
});

it("what was marked unread by hand counts until somebody has gone there, and then what they read is read", () => {
  const manual = { from: 2, unread: [2, 2] };
  const room = entry({ read: 2, unread: [3, 3], manual });
  const threads = [{ ...thread, unread: [], mentions: [], manual }];
  const read = () => 3;
  expect(count(room, { threads, read })).toMatchObject({ count: 2, first: 2 });
  const inRoom = count(room, { threads, read, wentTo: [{}] });
  expect(inRoom).toMatchObject({ count: 0, first: null });
  expect(inRoom.threads.get(2)?.count).toBe(1);
  const inThread = count(room, { threads, read, wentTo: [{ thread: 2 }] });
  expect(inThread.count).toBe(2);
  expect(inThread.threads.get(2)?.count).toBe(0);
});

it("a backlog that is too long to be told is its count, until all of it is read", () => {
  const long = entry({ heard: 90_000, unread: null, count: 40_000, first: 7 });
  expect(count(long, { read: () => 50 })).toMatchObject({ count: 40_000, first: 7 });
  expect(count(long, { read: () => 90_000 })).toMatchObject({ count: 0, first: null });
});

it("so is the backlog of a thread, whatever was read of its room", () => {
  const room = entry({ heard: 90_000, read: 80_000, unread: [], count: 0, first: null });
  const long = { ...thread, unread: null, count: 40_000, first: 7 };
  const read = (to: number) => (root?: number) => (root === undefined ? 90_000 : to);
  const told = (to: number) => count(room, { threads: [long], read: read(to) }).threads.get(2);
  expect(told(0)).toMatchObject({ count: 40_000, mentions: 1, first: 7 });
  expect(told(90_000)).toMatchObject({ count: 0, mentions: 0, first: null });
});

it("a thread's long backlog stays where its room has had no news of its own", () => {
  const room = entry({ heard: 500, read: 500, unread: [], count: 0, first: null });
  const long = { ...thread, read: 500, unread: null, mentions: [], count: 300, first: 502 };
  const told = count(room, { threads: [long], read: () => 500 });
  expect(told.threads.get(2)).toMatchObject({ count: 300, mentions: 0, first: 502 });
});

it("threads are counted for themselves, and mentions in them with the room's", () => {
  const both = count(entry({ mentions: [2, 2] }), { threads: [thread] });
  expect(both).toMatchObject({ count: 2, mentions: 2 });
  expect(both.threads.get(2)).toMatchObject({ count: 1, mentions: 1, first: 3 });
  const read = count(entry(), { threads: [thread], read: (root) => (root === 2 ? 3 : 0) });
  expect(read.threads.get(2)).toMatchObject({ count: 0, mentions: 0, first: null });
  expect(read.count).toBe(2);
});

it("what a thread has said to the room too is read in the thread as it is read in the room", () => {
  const read = (root?: number) => (root === undefined ? 3 : 0);
  expect(count(entry(), { threads: [thread], read }).threads.get(2)?.count).toBe(0);
  const aside = entry({ unread: [2, 2], count: 1 });
  expect(count(aside, { threads: [thread], read }).threads.get(2)?.count).toBe(1);
});

it("says of a thread whether it is muted, whatever is new in it", () => {
  const muted = count(entry(), { threads: [{ ...thread, isMuted: true }] });
  expect(muted.threads.get(2)).toMatchObject({ count: 1, isMuted: true });
  expect(count(entry(), { threads: [thread] }).threads.get(2)?.isMuted).toBe(false);
});

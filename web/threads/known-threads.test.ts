import { parse } from "valibot";
import { expect, test } from "vitest";
import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import { PersonId } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { newsIn } from "../read/news-in.ts";
import { ANN, eventOf, nextId, ROOM, tellStory } from "../timeline/story.test-kit.ts";
import { knownThreads } from "./known-threads.ts";
import { standingOf } from "./thread-standing.ts";

const bob = parse(PersonId, "bob");

type Said = { by: string; says: string } & Partial<
  Pick<MessagePosted, "thread" | "alsoInRoom" | "mentions">
>;

/** Event 1 opens the room, what is said begins with 2. */
function room(...said: readonly Said[]): RoomState {
  const told = said.map(({ by, says, ...about }, i) => ({
    ...eventOf({ by, says }, i + 2),
    ...about,
  }));
  const opened = tellStory([]);
  return applyEvents(EMPTY_ROOM, [...opened, ...told] as RoomEvent[]);
}

function threadOf(state: RoomState, me = ANN.id) {
  return knownThreads({ room: state }, me)[0];
}

type Kept = Parameters<typeof standingOf>[2];
const nothingKept: Kept = {
  positions: { since: 0, read: {} },
  preferences: { followed: {}, muted: [] },
};

function standing(state: RoomState, kept: Partial<Kept> = {}, me = ANN.id) {
  const thread = threadOf(state, me);
  if (!thread) throw new Error("no thread");
  return standingOf(ROOM, thread, { ...nothingKept, ...kept });
}

const started = room({ by: "ann", says: "tea?" }, { by: "bob", says: "yes", thread: 2 });
const foreign = room({ by: "bob", says: "tea?" }, { by: "cy", says: "yes", thread: 2 });

test("one follows a thread under one's own message", () => {
  expect(threadOf(started)?.concern).toBe("started");
  expect(standing(started).hasNews).toBe(true);
});

test("one does not follow what others say under messages of others", () => {
  expect(threadOf(foreign)?.concern).toBeNull();
  expect(standing(foreign)).toMatchObject({ isFollowed: false, hasNews: false, unread: [3] });
});

test("whoever answers follows, also while the answer is on its way", () => {
  const answered = room(
    { by: "bob", says: "tea?" },
    { by: "ann", says: "yes", thread: 2 },
    { by: "cy", says: "me too", thread: 2 },
  );
  expect(threadOf(answered)?.concern).toBe("answered");
  const pending = {
    id: nextId(),
    body: "yes",
    thread: 2,
    writtenAt: 0,
    send: { at: "queued" as const },
  };
  expect(knownThreads({ room: foreign, pending: [pending] }, ANN.id)[0]?.concern).toBe("answered");
});

test("whoever is named follows, in a reply, in the message it hangs on, or by an edit", () => {
  const inReply = room(
    { by: "bob", says: "tea?" },
    { by: "cy", says: "Ann?", thread: 2, mentions: [ANN.id] },
  );
  const inRoot = room(
    { by: "bob", says: "Ann?", mentions: [ANN.id] },
    { by: "cy", says: "yes", thread: 2 },
  );
  expect(threadOf(inReply)?.concern).toBe("mentioned");
  expect(threadOf(inRoot)?.concern).toBe("mentioned");
  const edited = applyEvents(foreign, [
    {
      type: "message.edited",
      seq: 4,
      id: nextId(),
      at: 4,
      by: bob,
      name: "Bob",
      target: 3,
      body: "Ann?",
      mentions: [ANN.id],
    },
  ]);
  expect(threadOf(edited)?.concern).toBe("mentioned");
});

test("what one said oneself is not news, nor anything before it", () => {
  const mine = room(
    { by: "ann", says: "tea?" },
    { by: "bob", says: "yes", thread: 2 },
    { by: "ann", says: "good", thread: 2 },
  );
  expect(standing(mine).unread).toEqual([]);
  expect(standing(mine, {}, bob)).toMatchObject({ isFollowed: true, unread: [4] });
});

test("what others have said before one's own last word is news where it is known that it was not read", () => {
  const late = room(
    { by: "ann", says: "tea?" },
    { by: "bob", says: "yes", thread: 2 },
    { by: "bob", says: "or no", thread: 2 },
    { by: "ann", says: "written on the train", thread: 2 },
  );
  const read = { [`${ROOM}/2`]: { seq: 3, at: 0 } };
  expect(standing(late, { positions: { since: 0, read } })).toMatchObject({
    unread: [4],
    hasNews: true,
  });
});

test("what was read is read, and what was there before one came is no news", () => {
  const read = { [`${ROOM}/2`]: { seq: 3, at: 0 } };
  expect(standing(started, { positions: { since: 0, read } }).unread).toEqual([]);
  expect(standing(started, { positions: { since: Date.UTC(2030, 1), read: {} } }).unread).toEqual(
    [],
  );
});

test("reading the room reads what was also said to it, and nothing else of the thread", () => {
  const both = room(
    { by: "ann", says: "tea?" },
    { by: "bob", says: "yes", thread: 2, alsoInRoom: true },
    { by: "bob", says: "aside", thread: 2 },
  );
  const read = { [ROOM]: { seq: 4, at: 0 } };
  expect(standing(both, { positions: { since: 0, read } }).unread).toEqual([4]);
});

test("an explicit wish is above what follows from deeds, and a muted thread has no news", () => {
  const key = `${ROOM}/2`;
  const left = { followed: { [key]: false }, muted: [] };
  expect(standing(started, { preferences: left }).isFollowed).toBe(false);
  const joined = { followed: { [key]: true }, muted: [] };
  expect(standing(foreign, { preferences: joined }).hasNews).toBe(true);
  const muted = { followed: {}, muted: [key] };
  expect(standing(started, { preferences: muted })).toMatchObject({
    isFollowed: true,
    hasNews: false,
    unread: [3],
  });
});

test("a deleted reply is neither counted nor news; a deleted root keeps its thread", () => {
  const deletion = (seq: number, target: number, thread?: number): RoomEvent => ({
    type: "message.deleted",
    seq,
    id: nextId(),
    at: seq,
    by: bob,
    name: "Bob",
    target,
    ...(thread !== undefined && { thread }),
  });
  const two = applyEvents(started, [
    { ...eventOf({ by: "bob", says: "really" }, 4), thread: 2 } as RoomEvent,
  ]);
  const one = applyEvents(two, [deletion(5, 4, 2)]);
  expect(threadOf(one)).toMatchObject({ count: 1, news: [{ seq: 3 }] });
  expect(threadOf(applyEvents(one, [deletion(6, 3, 2)]))).toBeUndefined();
  const rootless = applyEvents(two, [deletion(5, 2)]);
  expect(threadOf(rootless)).toMatchObject({ count: 2, concern: "started" });
});

test("a thread whose root is not loaded is known by its replies", () => {
  const tail = { ...foreign, timeline: withEvents(EMPTY_TIMELINE, []), states: new Map() };
  const reply = { ...eventOf({ by: "cy", says: "me too" }, 4), thread: 2 } as RoomEvent;
  const later = applyEvents({ ...tail }, [reply]);
  expect(threadOf(later)).toMatchObject({ root: 2, rootEvent: undefined, count: 1, last: 4 });
});

test("the last reply counts where it is not loaded, unless one said it oneself", () => {
  const state = started.states.get(2);
  const held = withEvents(EMPTY_TIMELINE, tellStory([{ by: "ann", says: "tea?" }]));
  const unheld = { ...started, timeline: held, states: new Map(state ? [[2, state]] : []) };
  expect(threadOf(unheld)?.news.map(({ seq }) => seq)).toEqual([3]);
  expect(threadOf(unheld, bob)?.news).toEqual([]);
});

test("what is said in a thread is no news of the room, unless it was also said to the room", () => {
  expect(newsIn(started, ANN.id)?.seq).toBe(0);
  const both = room(
    { by: "ann", says: "tea?" },
    { by: "bob", says: "yes", thread: 2, alsoInRoom: true },
  );
  expect(newsIn(both, ANN.id)?.seq).toBe(3);
});

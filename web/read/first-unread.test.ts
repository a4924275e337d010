import { expect, test } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { ANN, eventOf, tellStory } from "../timeline/story.test-kit.ts";
import { firstUnreadIn } from "./first-unread.ts";
import type { Position } from "./positions.ts";

type Told = Parameters<typeof eventOf>[0];
type Read = Partial<Position> & {
  since?: number;
  head?: number;
  knownFrom?: number;
  told?: number;
};

const bob: Told = { by: "bob", says: "hi" };
const ann: Told = { by: "ann", says: "hello" };

/** Over which event the line stands for Ann; event 1 opens the room, the others are `facts`. */
function first(facts: readonly (Told | RoomEvent)[], read: Read) {
  const events = tellStory([]).concat(
    facts.map((fact, i) => ("seq" in fact ? fact : eventOf(fact, i + 2))),
  );
  const { since = 0, head = events.length, knownFrom = 1, told, ...position } = read;
  const timeline = withEvents(
    EMPTY_TIMELINE,
    events.filter(({ seq }) => seq >= knownFrom),
  );
  const isKnown = Object.keys(position).length > 0;
  const before = {
    me: ANN.id,
    since,
    position: isKnown ? { seq: 0, at: 0, ...position } : undefined,
  };
  return firstUnreadIn(timeline, head, before, told);
}

const sure = (seq: number) => ({ seq, isSure: true });
const perhaps = (seq: number) => ({ seq, isSure: false });

test("it stands over the first message of somebody else after what was seen", () => {
  expect(first([bob, bob, bob], { seq: 2 })).toEqual(sure(3));
  expect(first([bob, bob, bob], { seq: 4 })).toBeNull();
});

test("comings, reactions, answers aside, deleted and imported messages are not what it stands over", () => {
  const deleted = { ...eventOf(bob, 5), deleted: { by: ANN.id, at: 1 } } as RoomEvent;
  const imported = { ...eventOf(bob, 6), imported: true as const };
  const quiet: (Told | RoomEvent)[] = [
    { by: "bob", does: "member.joined" },
    { by: "bob", reacts: "👍", to: 2 },
    { by: "bob", says: "aside", thread: 2 },
    deleted,
    imported,
  ];
  expect(first(quiet, { seq: 1, at: 0 })).toBeNull();
  expect(first([...quiet, bob], { seq: 1 })).toEqual(sure(7));
  expect(first([...quiet, { ...bob, thread: 2, alsoInRoom: true }], { seq: 1 })).toEqual(sure(7));
});

test("it is never over one's own words, which read nothing: they may have waited to be sent", () => {
  expect(first([ann, bob, bob], { seq: 1 })).toEqual(sure(3));
  expect(first([ann, ann], { seq: 1 })).toBeNull();
  expect(first([bob, ann], { seq: 1 })).toEqual(sure(2));
});

test("what comes after the opening is no news to whoever looks on", () => {
  expect(first([bob, bob, bob], { seq: 2, head: 2 })).toBeNull();
});

test("what was marked unread goes before what was seen or said", () => {
  expect(first([bob, bob, ann, bob], { seq: 5, manual: 2 })).toEqual(sure(2));
  expect(first([bob, ann, bob], { seq: 4, manual: 3 })).toEqual(sure(4));
});

test("where nothing is loaded it stands at the number that follows what was seen", () => {
  expect(first([bob, bob, bob, bob], { seq: 2, at: 1, knownFrom: 5 })).toEqual(perhaps(3));
  // What is known to be nothing is passed over.
  const joined: Told = { by: "bob", does: "member.joined" };
  expect(first([bob, joined, bob], { seq: 2, knownFrom: 3 })).toEqual(sure(4));
});

test("of a room that was never seen here it is found in what is loaded, or not before the inbox says where", () => {
  expect(first([bob, bob, bob, bob], { seq: 2, at: 0, knownFrom: 5 })).toBeNull();
  expect(first([bob, bob, bob, bob], { seq: 2, at: 0, knownFrom: 5, told: 3 })).toEqual(perhaps(3));
  expect(first([bob, bob, bob, bob], { seq: 2, at: 0, knownFrom: 3 })).toEqual(sure(3));
});

test("the inbox knows of what is not loaded that it is no news, or where the first is", () => {
  const all = [bob, bob, bob, bob, bob];
  expect(first(all, { seq: 1, knownFrom: 5, told: 7 })).toBeNull();
  expect(first(all, { seq: 1, knownFrom: 5, told: 3 })).toEqual(perhaps(3));
  expect(first(all, { seq: 1, knownFrom: 5, told: 5 })).toEqual(sure(5));
  // What was read here since goes before, and so does what was marked unread.
  expect(first(all, { seq: 5, told: 3 })).toEqual(sure(6));
  expect(first(all, { seq: 6, manual: 2, told: 7 })).toEqual(sure(2));
  expect(first(all, { told: 4 })).toEqual(sure(4));
});

test("who was never in the room here has news from the time on that they came to this device", () => {
  const at = (time: number): Told => ({ ...bob, at: time });
  expect(first([at(10), at(20), at(30)], { since: 10 })).toEqual(sure(3));
  expect(first([at(10)], { since: 10 })).toBeNull();
  expect(first([at(10), at(20), at(30)], { since: 0, knownFrom: 4 })).toEqual(perhaps(4));
});

test("a room that was marked read from outside was read up to a time", () => {
  const at = (time: number): Told => ({ ...bob, at: time });
  const told = [at(10), at(20), at(30), at(40)];
  expect(first(told, { seq: 0, at: 20 })).toEqual(sure(4));
  expect(first(told, { seq: 2, at: 30 })).toEqual(sure(5));
  expect(first(told, { seq: 2, at: 10 })).toEqual(sure(3));
});

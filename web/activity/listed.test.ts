import * as v from "valibot";
import { expect, test } from "vitest";
import { ActivityEntry, nameOf, type Entry } from "#protocol/inbox/entries.ts";
import { activityIn, byDay, isNew, listed } from "./listed.ts";

const NOON = new Date(2026, 10, 25, 12).getTime();
const DAY_MS = 24 * 60 * 60_000;

let ids = 0;
const entry = (more: Partial<Record<keyof ActivityEntry, unknown>> = {}) => {
  ids += 1;
  return v.parse(ActivityEntry, {
    kind: "activity",
    id: ids,
    what: "mention",
    room: "tea",
    seq: ids,
    by: "bob",
    at: NOON + ids,
    isSeen: false,
    isGone: false,
    ...more,
  });
};
const reaction = (by: string, emoji: string, more: object = {}) =>
  entry({ what: "reaction", seq: 7, by, emoji, ...more });
const heldOf = (...entries: Entry[]) => ({
  entries: new Map(entries.map((one) => [nameOf(one), one])),
});
const ALL = { seen: new Set<number>(), kind: "all", isNewOnly: false } as const;
const linesOf = (entries: ActivityEntry[], wanted: object = {}) =>
  listed(activityIn(heldOf(...entries)), { ...ALL, ...wanted });

test("the newest stands first, however it was told", () => {
  const [old, late, newest] = [entry(), entry({ at: NOON - 5 }), entry()];
  expect(linesOf([old, late, newest]).map(({ ids }) => ids[0])).toEqual([
    newest.id,
    old.id,
    late.id,
  ]);
});

test("reactions to one message are one line, with each person and each emoji once", () => {
  const told = [
    reaction("bob", "👍"),
    reaction("cy", "❤️"),
    reaction("bob", "❤️"),
    reaction("dee", "👍", { seq: 8 }),
  ];
  const [other, line, ...more] = linesOf(told);
  expect(more).toEqual([]);
  expect(other).toMatchObject({ seq: 8, people: ["dee"], emoji: ["👍"] });
  expect(line).toMatchObject({
    seq: 7,
    people: ["bob", "cy"],
    emoji: ["❤️", "👍"],
    ids: [told[2], told[1], told[0]].map((one) => one?.id),
    at: told[2]?.at,
  });
});

test("reactions of another day, or in another room, are another line", () => {
  const told = [
    reaction("bob", "👍"),
    reaction("cy", "👍", { at: NOON - DAY_MS }),
    reaction("dee", "👍", { room: "coffee" }),
  ];
  expect(linesOf(told)).toHaveLength(3);
});

test("a reaction that was taken back is not told of, a message that was deleted is", () => {
  const told = [reaction("bob", "👍", { isGone: true }), entry({ isGone: true })];
  expect(linesOf(told)).toMatchObject([{ what: "mention", isGone: true, isNew: false }]);
});

test("a line is new until all of it was seen, here or on another device", () => {
  const told = [reaction("bob", "👍"), reaction("cy", "👍", { isSeen: true })];
  const seen = new Set([told[0]?.id ?? 0]);
  expect(linesOf(told)).toMatchObject([{ isNew: true }]);
  expect(linesOf(told, { seen })).toMatchObject([{ isNew: false }]);
  expect(told.map((one) => isNew(one, seen))).toEqual([false, false]);
});

test("asked for what is new, of a message only the new reactions are told", () => {
  const told = [reaction("bob", "👍", { isSeen: true }), reaction("cy", "❤️"), entry()];
  const lines = linesOf(told, { isNewOnly: true, kind: "reactions" });
  expect(lines).toMatchObject([{ people: ["cy"], emoji: ["❤️"] }]);
});

test.each([
  ["mentions", ["call", "mention"]],
  ["replies", ["reply"]],
  ["reactions", ["reaction"]],
  ["all", ["reaction", "call", "reply", "mention"]],
] as const)("tells of %s alone", (kind, whats) => {
  const told = [entry(), entry({ what: "reply" }), entry({ what: "call" }), reaction("bob", "👍")];
  expect(linesOf(told, { kind }).map(({ what }) => what)).toEqual(whats);
});

test("a line stays the same while nothing about it changes", () => {
  const [one, other] = [entry(), entry()];
  const before = linesOf([one, other]);
  const after = linesOf([one, other, entry()], { seen: new Set([other.id]) });
  expect(after[2]).toBe(before[1]);
  expect(after[1]).toMatchObject({ ids: [other.id], isNew: false });
});

test("days follow one another, each once", () => {
  const told = [
    entry(),
    entry({ at: NOON - DAY_MS }),
    entry({ at: NOON - DAY_MS - 1 }),
    entry({ at: NOON - 3 * DAY_MS }),
  ];
  expect(byDay(linesOf(told)).map(({ items }) => items.length)).toEqual([1, 2, 1]);
});

import { parse } from "valibot";
import { expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { forgetDrafts, keepDraft } from "../composer/drafts.ts";
import { COMMANDS, roomBeside } from "./commands.ts";
import type { Here } from "./here.ts";

const id = (name: string) => parse(RoomId, name);
const here = (current: string | null, rooms: string[], unread: string[] = []): Here => ({
  role: "member",
  room:
    current === null
      ? null
      : { id: id(current), name: current, topic: "", members: 1, joined: true, lastAt: null },
  isStarred: false,
  isMuted: false,
  rooms: rooms.map((room) => ({ id: id(room), isUnread: unread.includes(room) })),
  actions: {},
});

test.each([
  ["nothing is new", here("a", ["a", "b"])],
  ["something is new", here("a", ["a", "b"], ["a", "b"])],
  ["the line still stands", { ...here("a", ["a"]), actions: { jumpToNew: () => {} } }],
])("no two commands have the same key where %s", (_, place) => {
  const keys = COMMANDS.filter(({ when }) => when(place)).flatMap(({ keys: own }) => own ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain("Escape");
});

test("Escape marks the room as read while something in it is new, and leads to writing otherwise", () => {
  const byEscape = (place: Here) =>
    COMMANDS.find(({ keys, when }) => keys?.includes("Escape") && when(place))?.name;
  expect(byEscape(here("a", ["a"], ["a"]))).toBe("markRead");
  expect(byEscape({ ...here("a", ["a"]), actions: { jumpToNew: () => {} } })).toBe("markRead");
  expect(byEscape(here("a", ["a", "b"], ["b"]))).toBe("write");
  expect(byEscape(here(null, ["a"], ["a"]))).toBeUndefined();
});

test("the way to drafts is offered while there are any", () => {
  const isOffered = () => COMMANDS.find(({ name }) => name === "drafts")?.when(here(null, []));
  expect(isOffered()).toBe(false);
  keepDraft({ room: id("a") }, "half a");
  expect(isOffered()).toBe(true);
  forgetDrafts();
});

test("every command stands once", () => {
  const names = COMMANDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ["a", 1, "b"],
  ["c", 1, "a"],
  ["a", -1, "c"],
  [null, 1, "a"],
  [null, -1, "c"],
] as const)("from %s by %i one comes to %s", (from, step, to) => {
  expect(roomBeside(here(from, ["a", "b", "c"]), step, false)).toBe(to);
});

test("the next unread room is looked for once around, and never the one on the page", () => {
  expect(roomBeside(here("b", ["a", "b", "c"], ["a", "b"]), 1, true)).toBe("a");
  expect(roomBeside(here("b", ["a", "b", "c"], ["b"]), 1, true)).toBe(null);
  expect(roomBeside(here(null, []), 1, false)).toBe(null);
});

test("what one may not do is not offered", () => {
  const offered = (role: Here["role"]) =>
    COMMANDS.filter(({ when }) => when({ ...here("a", ["a"]), role })).map(({ name }) => name);
  expect(offered("owner")).toEqual(expect.arrayContaining(["invite", "settings", "newRoom"]));
  for (const name of ["invite", "settings", "newRoom", "people", "browse"] as const)
    expect(offered("guest")).not.toContain(name);
});

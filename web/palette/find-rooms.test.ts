import { parse } from "valibot";
import { expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { findRooms } from "./find-rooms.ts";

const id = (name: string) => parse(RoomId, name.toLowerCase().replaceAll(" ", "-"));
const room = (name: string, joined = true): ListedRoom => ({
  id: id(name),
  name,
  topic: "",
  members: 1,
  joined,
  lastAt: null,
});
const ROOMS = [
  room("Garden"),
  room("Gardening tools"),
  room("Winter garden"),
  room("Guard duty"),
  room("Gargoyles", false),
];

type Where = { recent?: string[]; current?: string; unread?: string[] };
const found = (words: string, { recent = [], current, unread = [] }: Where = {}) =>
  findRooms(
    words,
    {
      rooms: ROOMS,
      recent: recent.map(id),
      current: current === undefined ? null : id(current),
      unread: new Set(unread.map(id)),
    },
    "not joined",
  ).map(({ title }) => title);

test("nothing typed shows where one was lately, then the others one is in, and no strange ones", () => {
  expect(found("", { recent: ["Winter garden", "Guard duty"] })).toEqual([
    "Winter garden",
    "Guard duty",
    "Garden",
    "Gardening tools",
  ]);
});

test("the room one is in already is not the first to go to", () => {
  expect(found("", { recent: ["Garden", "Guard duty"], current: "Garden" }).slice(0, 2)).toEqual([
    "Guard duty",
    "Garden",
  ]);
});

test("what begins with the words comes before what holds them, joined before strange", () => {
  expect(found("gar")).toEqual([
    "Garden",
    "Gardening tools",
    "Gargoyles",
    "Winter garden",
    "Guard duty",
  ]);
});

test("where one was lately is lifted among equals", () => {
  expect(found("gar", { recent: ["Gardening tools"] })[0]).toBe("Gardening tools");
});

test("unread rooms come first among those one was not in lately", () => {
  expect(found("", { unread: ["Winter garden"] })[0]).toBe("Winter garden");
});

import { parse } from "valibot";
import { expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import type { RoomPreferences } from "./room-preferences.ts";
import { sectionsOf } from "./room-sections.ts";

const id = (name: string) => parse(RoomId, name);
const room = (name: string, lastAt: number | null = null): ListedRoom => ({
  id: id(name.replace(" ", "")),
  name,
  topic: "",
  members: 1,
  joined: true,
  lastAt,
});
const ROOMS = [room("kitchen", 1), room("Attic", 3), room("Room 10"), room("Room 9", 2)];

type Wish = Partial<{
  [Key in keyof RoomPreferences]: Key extends "starred" | "muted" ? string[] : RoomPreferences[Key];
}>;

function shown(wish: Wish = {}, unread: string[] = [], current: string | null = null) {
  const preferences: RoomPreferences = {
    order: "name",
    isUnreadFirst: false,
    folded: [],
    ...wish,
    starred: (wish.starred ?? []).map(id),
    muted: (wish.muted ?? []).map(id),
  };
  const sections = sectionsOf(
    ROOMS,
    preferences,
    new Set(unread.map(id)),
    current === null ? null : id(current),
  );
  return Object.fromEntries(
    sections.map(({ name, rooms }) => [name, rooms.map(({ room }) => room.name)]),
  );
}

test("rooms stand by name, as people count and spell", () => {
  expect(shown()).toEqual({ rooms: ["Attic", "kitchen", "Room 9", "Room 10"] });
});

test("or by what was said last", () => {
  expect(shown({ order: "recent" })["rooms"]).toEqual(["Attic", "Room 9", "kitchen", "Room 10"]);
});

test("starred rooms have a section of their own, above", () => {
  const sections = shown({ starred: ["kitchen"] });
  expect(Object.keys(sections)).toEqual(["starred", "rooms"]);
  expect(sections).toEqual({ starred: ["kitchen"], rooms: ["Attic", "Room 9", "Room 10"] });
});

test("starred rooms stand where they were put, whatever else is chosen", () => {
  const starred = ["Room9", "kitchen", "Attic"];
  const sections = shown({ starred, order: "recent", isUnreadFirst: true }, ["Attic"]);
  expect(sections["starred"]).toEqual(["Room 9", "kitchen", "Attic"]);
});

test("a star on a room one has left shows nothing", () => {
  expect(Object.keys(shown({ starred: ["gone"] }))).toEqual(["rooms"]);
});

test("muted rooms come last, also when something is new in them", () => {
  const sections = shown({ muted: ["Attic"], isUnreadFirst: true }, ["Attic"]);
  expect(sections["rooms"]).toEqual(["kitchen", "Room 9", "Room 10", "Attic"]);
});

test("unread rooms come first if wanted", () => {
  expect(shown({}, ["Room10"])["rooms"]?.[3]).toBe("Room 10");
  expect(shown({ isUnreadFirst: true }, ["Room10"])["rooms"]?.[0]).toBe("Room 10");
});

test("a folded section shows what is new in it and where one is", () => {
  expect(shown({ folded: ["rooms"] })["rooms"]).toEqual([]);
  expect(shown({ folded: ["rooms"] }, ["Attic"], "Room9")["rooms"]).toEqual(["Attic", "Room 9"]);
});

test("a muted room is never called unread, nor shown for it where its section is folded", () => {
  expect(shown({ folded: ["rooms"], muted: ["Attic"] }, ["Attic", "kitchen"])["rooms"]).toEqual([
    "kitchen",
  ]);
});

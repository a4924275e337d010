import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import { UNCHANGED } from "#protocol/message-state.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { EMPTY_ROOM } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { openDatabase, type Database } from "../storage/database.ts";
import { saveRoom } from "../storage/stored-rooms.ts";
import { searchIn } from "./held-messages.ts";

const [TEA, CAKE] = ["tea", "cake"].map((name) => v.parse(RoomId, name)) as [RoomId, RoomId];
const ANN = v.parse(PersonId, "Ann");
const ID = "01890000-0000-7000-8000-000000000000";

let db: Database;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  db = await openDatabase("parley-Ann", () => undefined);
});

describe("what is found", () => {
  it.each([
    ["cafe", "Un CAFÉ, please"],
    ["CAFÉ", "a cafe"],
    ["strasse", "Hauptstraße 1"],
    ["世界", "你好，世界！"],
    ["한", "한국어"],
    ["が", "これがいい"],
    ["مدرسة", "مَدْرَسَةٌ"],
    ["łodz", "Łódź"],
    ["ok", "ＯＫ"],
    ["half a", "  half a thought"],
  ])("%s is in %s", async (query, body) => {
    await keep(TEA, ["something else", body]);
    expect(await bodiesFor(query)).toEqual([body]);
  });

  it.each([
    ["か", "これがいい"],
    ["क", "ख"],
    ["c0ffee", `hello <@c0ffee00-0000-7000-8000-000000000000>`],
    ["", "anything"],
    ["   ", "anything"],
  ])("“%s” is not in “%s”", async (query, body) => {
    await keep(TEA, [body]);
    expect(await bodiesFor(query)).toEqual([]);
  });

  it("is told with its room, number, time and author", async () => {
    await keep(CAKE, ["one", "two"], 5_000);
    expect(await searchIn(db, "two", {})).toEqual([
      { room: CAKE, seq: 2, at: 5_002, by: ANN, name: "Ann", body: "two" },
    ]);
  });
});

it("gives the newest of all rooms first, and no more than are wanted", async () => {
  await keep(TEA, many("tea", 500), 0);
  await keep(CAKE, many("cake tea", 500), 250);
  expect(await bodiesFor("tea", 3)).toEqual(["cake tea 500", "cake tea 499", "cake tea 498"]);
  const all = await searchIn(db, "tea", { limit: 1_000 });
  expect(all).toHaveLength(1_000);
  expect(all).toEqual(all.toSorted((a, b) => b.at - a.at));
});

it("finds the oldest across holes, without looking into every one", async () => {
  await keep(TEA, ["the beginning"]);
  const late = event(900_000, "the end", 900_000);
  await follow(TEA, 900_000, [late]);
  await db.put("events", event(1, "the beginning", 1), [TEA, 1]);
  expect(await bodiesFor("the")).toEqual(["the end", "the beginning"]);
});

it("finds what a message says now, and not what it said before", async () => {
  await keep(TEA, ["one lump or two"]);
  const edited = { ...UNCHANGED, asOf: 2, edits: [2], body: "three lumps" };
  await db.put("states", edited, [TEA, 1]);
  expect(await bodiesFor("lump")).toEqual(["three lumps"]);
  expect(await bodiesFor("one lump")).toEqual([]);
});

it("does not look at what lies above a room's cursor", async () => {
  await keep(TEA, ["said"]);
  await db.put("events", event(2, "said in another life", 2), [TEA, 2]);
  expect(await bodiesFor("said")).toEqual(["said"]);
});

it("stops when nobody waits for it any more", async () => {
  await keep(TEA, many("tea", 500));
  const given = new AbortController();
  const searching = searchIn(db, "tea", { signal: given.signal });
  given.abort();
  expect(await searching).toEqual([]);
});

async function keep(room: RoomId, bodies: readonly string[], from = 0) {
  const events = bodies.map((body, i) => event(i + 1, body, from + i + 1));
  await follow(room, bodies.length, events);
}

async function follow(id: RoomId, seq: number, events: readonly RoomEvent[]) {
  const room = { ...EMPTY_ROOM, seq, timeline: withEvents(EMPTY_TIMELINE, events) };
  await saveRoom(db, id, { how: "follow", epoch: "e", room, events, settled: [] });
}

function event(seq: number, body: string, at: number): RoomEvent {
  const id = v.parse(CommandId, ID);
  return { type: "message.posted", seq, id, at, by: ANN, name: "Ann", body };
}

function many(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${what} ${i + 1}`);
}

async function bodiesFor(query: string, limit?: number): Promise<string[]> {
  const found = await searchIn(db, query, limit === undefined ? {} : { limit });
  return found.map(({ body }) => body);
}

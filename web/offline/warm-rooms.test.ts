import * as v from "valibot";
import { beforeEach, expect, it, vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { MAX_WARM_ROOMS, VISIT_MS, warmRooms, WARM_EVENTS, type Held } from "./warm-rooms.ts";

let clock: HandClock;
let held: Map<RoomId, Held>;
let visited: string[];
let maySee: (visits: number) => boolean;

beforeEach(() => {
  clock = new HandClock();
  held = new Map();
  visited = [];
  maySee = () => true;
});

it("visits the rooms that one is in, those that were spoken in last first, and no more than a few", async () => {
  const many = Array.from({ length: 30 }, (_, i) => listed(`room-${i}`, i));
  await warm([{ ...listed("not-mine", 99), joined: false }, ...many]);
  expect(visited).toHaveLength(MAX_WARM_ROOMS);
  expect(visited.slice(0, 2)).toEqual(["room-29", "room-28"]);
  expect(visited).not.toContain("not-mine");
});

it.each<[string, Held | undefined, boolean]>([
  ["nothing is held", undefined, true],
  ["all of a short room is held", { seq: 3, at: 5, newest: 3 }, false],
  ["the newest of a long room are held", { seq: 9_000, at: 5, newest: WARM_EVENTS }, false],
  ["a screen of a long room is held", { seq: 9_000, at: 5, newest: 60 }, true],
  ["something was said since", { seq: 3, at: 4, newest: 3 }, true],
])("when %s: visited: %s", async (_, known, isVisited) => {
  const tea = listed("tea", 5);
  if (known) held.set(tea.id, known);
  await warm([tea]);
  expect(visited).toEqual(isVisited ? ["tea"] : []);
});

it("stops when it may not go on", async () => {
  maySee = (visits) => visits < 1;
  await warm([listed("one", 2), listed("two", 1)]);
  expect(visited).toEqual(["one"]);
});

const SOON = { interval: 1, timeout: 5_000 };

/** Nobody opens the door here, so every visit ends by itself. */
async function warm(rooms: readonly ListedRoom[]) {
  let left = 0;
  const warming = warmRooms(rooms, {
    clock,
    heldOf: (room) => Promise.resolve(held.get(room) ?? null),
    visit: (id) => {
      visited.push(id);
      return { room: closedDoor(id), leave: () => (left += 1) };
    },
    mayGoOn: () => maySee(visited.length),
  });
  let isOver = false;
  void warming.then(() => (isOver = true));
  await vi.waitFor(() => {
    clock.advance(VISIT_MS);
    expect(isOver).toBe(true);
  }, SOON);
  expect(left).toBe(visited.length);
}

function closedDoor(id: RoomId) {
  const connection = { at: "connecting" };
  const view = { getState: () => ({ id, connection }), subscribe: () => () => undefined };
  // As much of a room as is asked for.
  return { id, view } as never;
}

function listed(name: string, lastAt: number): ListedRoom {
  return { id: v.parse(RoomId, name), name, topic: "", members: 1, joined: true, lastAt };
}

import * as v from "valibot";
import { beforeEach, expect, it } from "vitest";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { failure, type Answer } from "../answer.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { MemoryNoteStorage } from "../storage/note-storage.test-kit.ts";
import { Directory, FRESH_FOR_MS } from "./directory-store.ts";
import { roomMemoryIn } from "./room-memory.ts";
import type { ListedRoom } from "./listed-room.ts";

const [ann, bob] = ["Ann", "Bob"].map((name) => v.parse(PersonId, name)) as [PersonId, PersonId];

let clock: HandClock;
let storage: MemoryNoteStorage;
let wake: () => void;
let isSeen: boolean;
let questions: ((answer: Answer<readonly ListedRoom[]>) => void)[];

beforeEach(() => {
  clock = new HandClock();
  storage = new MemoryNoteStorage();
  wake = () => {};
  isSeen = true;
  questions = [];
});

it("shows the rooms that one is in at once, and all of them when the server has answered", async () => {
  await visit([room("Kitchen", true), room("Attic", false)]);
  const directory = open();
  expect(directory.store.getState()).toMatchObject({ data: [{ name: "Kitchen" }], isWhole: false });
  await answering(directory, [room("Kitchen", true), room("Attic", false)]);
  expect(names(directory)).toEqual(["Kitchen", "Attic"]);
  expect(directory.store.getState().isWhole).toBe(true);
});

it("goes on showing what it knows while the server cannot be reached, and says that it cannot", async () => {
  await visit([room("Kitchen", true)]);
  const directory = open();
  const asking = directory.refresh();
  questions.at(-1)?.(failure("offline"));
  await asking;
  expect(names(directory)).toEqual(["Kitchen"]);
  expect(directory.store.getState().error?.message).toMatch(/cannot be reached/);
});

it("knows that one has joined a room before the server lists it so", async () => {
  const directory = await visit([room("Kitchen", true), room("Attic", false)]);
  directory.noteJoined(room("Attic", false).id);
  expect(directory.store.getState().data).toMatchObject([
    { name: "Kitchen", joined: true, members: 1 },
    { name: "Attic", joined: true, members: 2 },
  ]);
});

it("leaves nothing of whoever goes, nor shows it to whoever comes", async () => {
  const directory = await visit([room("Kitchen", true)]);
  directory.belongTo(null);
  expect(directory.store.getState().data).toBeUndefined();
  expect(storage.length).toBe(0);

  await visit([room("Kitchen", true)]);
  const next = open(bob);
  expect(next.store.getState().data).toBeUndefined();
  expect(storage.length).toBe(0);
});

it("does not believe an answer that is for somebody who has gone", async () => {
  const directory = open();
  const asking = directory.refresh();
  directory.belongTo(bob);
  questions.at(-1)?.({ ok: true, value: [room("Kitchen", true)] });
  await asking;
  expect(directory.store.getState().data).toBeUndefined();
  expect(storage.length).toBe(0);
});

it("believes the answer to the last question, whichever comes last", async () => {
  const directory = open();
  const [first, second] = [directory.refresh(), directory.refresh()];
  questions[1]?.({ ok: true, value: [room("New", true)] });
  questions[0]?.({ ok: true, value: [] });
  await Promise.all([first, second]);
  expect(names(directory)).toEqual(["New"]);
});

it("asks all the while it is looked at, at once when somebody comes back, and never twice in a moment", async () => {
  const directory = open();
  const stop = directory.stayFresh();
  directory.look();
  expect(questions).toHaveLength(1);
  await answered([]);
  directory.look();
  expect(questions).toHaveLength(1);
  clock.advance(FRESH_FOR_MS);
  expect(questions).toHaveLength(2);
  await answered([]);
  isSeen = false;
  clock.advance(FRESH_FOR_MS);
  expect(questions).toHaveLength(2);
  wake();
  expect(questions).toHaveLength(3);
  stop();
  clock.advance(10 * FRESH_FOR_MS);
  expect(questions).toHaveLength(3);
});

it("is the same list for as long as nothing is new", async () => {
  const directory = await visit([room("Kitchen", true)]);
  const { data } = directory.store.getState();
  await answering(directory, [room("Kitchen", true)]);
  expect(directory.store.getState().data).toBe(data);
});

function open(person = ann): Directory {
  const directory = new Directory({
    clock,
    memory: roomMemoryIn(() => storage),
    listRooms: () => new Promise((resolve) => questions.push(resolve)),
    isSeen: () => isSeen,
    onWake: (heard) => {
      wake = heard;
      return () => undefined;
    },
  });
  directory.belongTo(person);
  return directory;
}

async function visit(rooms: readonly ListedRoom[]): Promise<Directory> {
  const directory = open();
  await answering(directory, rooms);
  return directory;
}

async function answering(directory: Directory, rooms: readonly ListedRoom[]) {
  const asking = directory.refresh();
  questions.at(-1)?.({ ok: true, value: rooms });
  await asking;
}

async function answered(rooms: readonly ListedRoom[]) {
  questions.at(-1)?.({ ok: true, value: rooms });
  await new Promise((resolve) => setImmediate(resolve));
}

function room(name: string, joined: boolean): ListedRoom {
  return { id: v.parse(RoomId, name), name, topic: "", members: 1, joined, lastAt: null };
}

function names({ store }: Directory) {
  return store.getState().data?.map(({ name }) => name);
}

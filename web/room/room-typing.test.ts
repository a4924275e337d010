import * as v from "valibot";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { PersonId } from "#protocol/ids.ts";
import { TYPING_FORGET_MS, TYPING_IDLE_MS } from "#protocol/limits.ts";
import { testId } from "./model-room.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, settle } from "./room-world.test-kit.ts";

const bob = { id: v.parse(PersonId, "bob"), name: "Bob" };
const ROOT = 2;

let world: RoomWorld;
let tab: OpenRoom;
beforeEach(async () => {
  world = new RoomWorld();
  tab = world.openTab();
  await isLive(tab);
});
afterEach(() => {
  tab.close();
  world.end();
});

/** What the room was told of Ann's keys. */
async function told() {
  await settle();
  return world.server.said.flatMap((up) =>
    up.t === "typing" ? [{ on: up.on, thread: up.thread }] : [],
  );
}

/** Who is shown as typing, by place. */
const shown = () =>
  Object.fromEntries(
    [...tab.view.getState().typing].map(([thread, { people }]) => [
      thread ?? "room",
      people.map(({ name }) => name),
    ]),
  );

/** Bob's next message. */
function said(thread?: number): RoomEvent {
  const { log } = world.server.room;
  const event: RoomEvent = {
    type: "message.posted",
    seq: log.length + 1,
    id: testId(900 + log.length),
    at: 1,
    by: bob.id,
    name: bob.name,
    body: "said",
    ...(thread !== undefined && { thread }),
  };
  log.push(event);
  return event;
}

it("tells where one types, and ends it there when that is sent", async () => {
  tab.typed("an answer", ROOT);
  tab.post("an answer", { thread: ROOT });
  expect(await told()).toEqual([
    { on: true, thread: ROOT },
    { on: false, thread: ROOT },
  ]);
  world.clock.advance(TYPING_IDLE_MS);
  expect(await told()).toHaveLength(2);
});

it("goes on in the room when something is sent elsewhere", async () => {
  tab.typed("half a thou");
  tab.post("from a list of failed ones", { thread: ROOT });
  expect(await told()).toEqual([{ on: true, thread: undefined }]);
});

it("ends when the field is left", async () => {
  tab.typed("an answer", ROOT);
  tab.blurred();
  expect(await told()).toHaveLength(1);
  tab.blurred(ROOT);
  expect((await told()).map(({ on }) => on)).toEqual([true, false]);
});

it("tells nothing where this person does not want it", async () => {
  world.mayTellTyping = false;
  tab.typed("a secret");
  tab.post("a secret");
  expect(await told()).toEqual([]);
});

it("shows who types where, until their message is there", async () => {
  world.server.tell([
    { t: "typing", person: bob, on: true, thread: ROOT },
    { t: "typing", person: bob, on: true },
  ]);
  await vi.waitFor(() => expect(shown()).toEqual({ [ROOT]: ["Bob"], room: ["Bob"] }));
  world.server.tell([{ t: "events", events: [said(ROOT)] }]);
  await vi.waitFor(() => expect(shown()).toEqual({ room: ["Bob"] }));
  world.server.tell([{ t: "events", events: [said()] }]);
  await vi.waitFor(() => expect(shown()).toEqual({}));
});

it("shows who goes on typing behind their own message", async () => {
  world.server.tell([
    { t: "events", events: [said()] },
    { t: "typing", person: bob, on: true },
  ]);
  await vi.waitFor(() => expect(shown()).toEqual({ room: ["Bob"] }));
});

it("shows a ghost no longer than 7 s, and nobody who has gone or when the line is lost", async () => {
  const begin = async () => {
    world.server.tell([{ t: "typing", person: bob, on: true }]);
    await vi.waitFor(() => expect(shown()).toEqual({ room: ["Bob"] }));
  };
  await begin();
  world.clock.advance(TYPING_FORGET_MS);
  expect(shown()).toEqual({});
  await begin();
  world.server.tell([{ t: "presence", count: 1, came: [], gone: [bob.id] }]);
  await vi.waitFor(() => expect(shown()).toEqual({}));
  await begin();
  world.server.cutAll();
  await vi.waitFor(() => expect(shown()).toEqual({}));
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ModelRoom } from "./model-room.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, settle } from "./room-world.test-kit.ts";

let world: RoomWorld;
let quick: OpenRoom;
let late: OpenRoom;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

/** Two tabs that have not seen the room, neither of which has a line. */
async function openBoth() {
  world.server.sockets = "refused";
  quick = world.openTab();
  late = world.openTab();
  await vi.waitFor(() => {
    for (const tab of [quick, late]) expect(tab.view.getState().connection.at).toBe("offline");
  });
  world.server.sockets = "pass";
}

/** The quick tab says something, and the late one knows of it, but does not see it said. */
async function isSaidUnseen(words: string) {
  quick.post(words);
  await vi.waitFor(() => expect(world.bodies()).toEqual([words]));
  await vi.waitFor(() => expect(quick.view.getState().pending).toEqual([]));
  await settle();
  expect(late.view.getState().pending).toHaveLength(1);
}

/** Whoever comes from now on sees the newest five events only. */
function onlySnapshots(room: ModelRoom) {
  room.grow(2_000);
  room.answer = () => [room.welcome(), room.snapshot(5)];
}

describe("a tab that comes late, when another has said its words", () => {
  it("lets go of them, though it knew no room when they were said, and is never shown them", async () => {
    await openBoth();
    quick.enter();
    await isLive(quick);
    await isSaidUnseen("said before you came");
    onlySnapshots(world.server.room);
    late.enter();
    await isLive(late);
    await vi.waitFor(() => expect(late.view.getState().pending).toEqual([]));
    expect(world.bodies()).toEqual(["said before you came"]);
  });

  it("lets go of them, though it knew an earlier life of the room", async () => {
    await openBoth();
    for (const tab of [quick, late]) tab.enter();
    await Promise.all([isLive(quick), isLive(late)]);
    world.server.cutAll();
    world.server.room = new ModelRoom(3, "e2");
    quick.enter();
    await isLive(quick);
    await isSaidUnseen("said in another life");
    onlySnapshots(world.server.room);
    late.enter();
    await isLive(late);
    await vi.waitFor(() => expect(late.view.getState().pending).toEqual([]));
    expect(world.bodies()).toEqual(["said in another life"]);
  });

  it("has them sent once more when it is the first to see the room without them", async () => {
    await openBoth();
    quick.enter();
    await isLive(quick);
    await isSaidUnseen("said and lost");
    world.server.cutAll();
    world.server.room = new ModelRoom(3, "e2");
    late.enter();
    await isLive(late);
    await settle();
    quick.enter();
    await isLive(quick);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["said and lost"]));
    await vi.waitFor(() => expect(late.view.getState().pending).toEqual([]));
  });
});

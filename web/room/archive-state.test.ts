import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { refusal } from "#protocol/refusals.ts";
import { isLive, RoomWorld, settle } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

it("shows how far the archive is behind, as the welcome and later signals tell it", async () => {
  world.server.room.archive = "degraded";
  const tab = world.openTab();
  await isLive(tab);
  expect(tab.view.getState().archive).toBe("degraded");
  world.server.tell([{ t: "archive", state: "read_only" }]);
  await settle();
  expect(tab.view.getState().archive).toBe("read_only");
});

it("claims nothing about the archive without a line", async () => {
  world.server.room.archive = "read_only";
  const tab = world.openTab();
  await isLive(tab);
  world.server.cutAll();
  expect(tab.view.getState().archive).toBe("live");
});

it("keeps what a room that can only be read refuses, says why, and sends it when that is over", async () => {
  const tab = world.openTab();
  await isLive(tab);
  world.server.tell([{ t: "archive", state: "read_only" }]);
  world.server.fate = () => refusal("read_only");
  tab.post("one");
  tab.post("two");
  await vi.waitFor(() =>
    expect(tab.view.getState().pending.map(({ send }) => send)).toEqual([
      { at: "queued", why: "read_only" },
      { at: "queued" },
    ]),
  );
  world.server.fate = () => "done";
  world.server.tell([{ t: "archive", state: "live" }]);
  await vi.waitFor(() => expect(tab.view.getState().pending).toEqual([]));
  expect(world.bodies()).toEqual(["one", "two"]);
});

it("shows a message that waits as the same thing until something about it changes", async () => {
  const tab = world.openTab();
  await isLive(tab);
  world.server.fate = () => refusal("read_only", 60_000);
  tab.post("one");
  await vi.waitFor(() =>
    expect(tab.view.getState().pending).toMatchObject([{ send: { why: "read_only" } }]),
  );
  const [shown] = tab.view.getState().pending;
  world.server.happen(1);
  await settle();
  expect(tab.view.getState().pending[0]).toBe(shown);
});

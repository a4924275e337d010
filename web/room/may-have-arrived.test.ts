import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

/** The room has it, and the line is gone before it could say so. */
async function saidUnheard(tab: OpenRoom): Promise<CommandId> {
  await isLive(tab);
  world.server.fate = () => "answer_lost";
  const posted = tab.post("said already");
  if (!posted.ok) throw new Error(posted.code);
  await vi.waitFor(() => expect(world.bodies()).toEqual(["said already"]));
  world.server.isUp = false;
  await vi.waitFor(() => expect(sendOf(tab)).toMatchObject({ isUnknown: true }));
  return posted.id;
}

const sendOf = (tab: OpenRoom) => tab.view.getState().pending[0]?.send;

describe("a message whose answer was lost with the line", () => {
  it("cannot be taken back after a reload either", async () => {
    const before = world.openTab();
    const id = await saidUnheard(before);
    before.close();
    const after = world.openTab();
    await vi.waitFor(() => expect(sendOf(after)).toEqual({ at: "queued", isUnknown: true }));
    after.discard(id);
    expect(after.view.getState().pending).toHaveLength(1);
    world.server.fate = () => "done";
    world.server.isUp = true;
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(after.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["said already"]);
  });

  it("nor in a tab that is opened meanwhile", async () => {
    const one = world.openTab();
    const id = await saidUnheard(one);
    const two = world.openTab();
    await vi.waitFor(() => expect(sendOf(two)).toEqual({ at: "queued", isUnknown: true }));
    two.discard(id);
    expect(two.view.getState().pending).toHaveLength(1);
  });
});

it("what the room has refused for now is taken back in every tab, and never said", async () => {
  const one = world.openFragileTab();
  await isLive(one.room);
  const two = world.openTab();
  await isLive(two);
  world.server.fate = () => refusal("rate_limited", 60_000);
  const posted = one.room.post("too early");
  if (!posted.ok) throw new Error(posted.code);
  await vi.waitFor(() => expect(sendOf(two)).toEqual({ at: "queued", why: "rate_limited" }));
  one.room.discard(posted.id);
  await vi.waitFor(() => expect(two.view.getState().pending).toEqual([]));
  world.server.fate = () => "done";
  one.tab.die();
  two.post("later");
  await vi.waitFor(() => expect(world.bodies()).toEqual(["later"]));
});

it("what the room has refused for now can be taken back after a reload", async () => {
  const before = world.openTab();
  await isLive(before);
  world.server.fate = () => refusal("rate_limited", 60_000);
  before.post("too early");
  await vi.waitFor(() => expect(sendOf(before)).toEqual({ at: "queued", why: "rate_limited" }));
  world.server.isUp = false;
  before.close();
  const after = world.openTab();
  await vi.waitFor(() => expect(sends(after)).toEqual(["queued"]));
  expect(sendOf(after)).toEqual({ at: "queued" });
});

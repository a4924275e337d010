import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusal } from "#protocol/refusals.ts";
import { LATER, NEVER } from "./fake-server.test-kit.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

describe("a message that waits", () => {
  it("can be deleted when the room has said that it did not take it", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = () => LATER;
    const posted = tab.post("no, wait");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["queued"]));
    if (posted.ok) tab.discard(posted.id);
    expect(tab.view.getState().pending).toEqual([]);
    world.server.fate = () => "done";
    tab.post("this one");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["this one"]));
  });

  it.each(["never_arrives", refusal("unavailable", 60_000)] as const)(
    "cannot be deleted when it may have arrived (%#)",
    async (fate) => {
      const tab = world.openTab();
      await isLive(tab);
      world.server.fate = () => fate;
      const posted = tab.post("perhaps said");
      await vi.waitFor(() => expect(world.server.commands).toHaveLength(1));
      await vi.waitFor(() => expect(sends(tab)).toEqual(["queued"]));
      if (posted.ok) tab.discard(posted.id);
      expect(tab.view.getState().pending).toHaveLength(1);
    },
  );
});

describe("a failed message that is edited", () => {
  it("is replaced by the new one in one step, under a new id, also on disk", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = ({ type, id }) => {
      const isFirst = type === "message.post" && world.server.commands[0]?.id === id;
      return isFirst ? NEVER : "done";
    };
    const posted = tab.post("too much");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["failed"]));
    world.server.isUp = false;
    world.server.cutAll();
    if (posted.ok) tab.post("less", { instead: posted.id });
    expect(tab.view.getState().pending).toMatchObject([{ body: "less" }]);
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["less"]));
    world.server.isUp = true;
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["less"]);
  });

  it("takes no other one's place when it is gone meanwhile", async () => {
    const tab = world.openTab();
    await isLive(tab);
    const first = tab.post("one");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one"]));
    if (first.ok) tab.post("two", { instead: first.id });
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one", "two"]));
  });
});

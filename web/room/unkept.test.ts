import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEVER } from "./fake-server.test-kit.ts";
import { guardLeaving } from "./leave-guard.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

describe("a message that this browser cannot keep", () => {
  it("says so, is sent all the same, and then there is nothing to say", async () => {
    world.forbidDisk();
    world.forbidNotes();
    world.server.isUp = false;
    const tab = world.openTab();
    tab.post("only here");
    await vi.waitFor(() => expect(unkept(tab)).toEqual(["ever"]));
    world.server.isUp = true;
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["only here"]);
  });

  it("is none as soon as either the disk or a note has it", async () => {
    world.server.isUp = false;
    world.forbidNotes();
    const tab = world.openTab();
    tab.post("on disk");
    expect(unkept(tab)).toEqual(["yet"]);
    await vi.waitFor(() => expect(unkept(tab)).toEqual([undefined]));
    expect(await world.outboxOnDisk()).toEqual(["on disk"]);
  });

  it("is none where only the disk refuses", () => {
    world.forbidDisk();
    world.server.isUp = false;
    const tab = world.openTab();
    tab.post("noted");
    expect(unkept(tab)).toEqual([undefined]);
    expect(world.notes()).toEqual(["noted"]);
  });

  it("is told of in every tab that holds it", async () => {
    world.forbidDisk();
    world.forbidNotes();
    const [one, two] = [world.openTab(), world.openTab()];
    await Promise.all([isLive(one), isLive(two)]);
    world.server.fate = () => NEVER;
    one.post("only here");
    await vi.waitFor(() => expect(sends(two)).toEqual(["failed"]));
    expect(unkept(two)).toEqual(["ever"]);
  });
});

describe("a page that is left", () => {
  it("asks first, exactly while a message would be lost", async () => {
    world.forbidDisk();
    world.forbidNotes();
    const tab = world.openTab();
    await isLive(tab);
    const page = new EventTarget();
    const stop = guardLeaving(page, tab);
    expect(asksFirst(page)).toBe(false);
    world.server.hold();
    tab.post("only here");
    expect(asksFirst(page)).toBe(true);
    world.server.flush();
    await vi.waitFor(() => {
      world.server.flush();
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(asksFirst(page)).toBe(false);
    world.server.isUp = false;
    world.server.cutAll();
    tab.post("one more");
    expect(asksFirst(page)).toBe(true);
    stop();
    expect(asksFirst(page)).toBe(false);
  });
});

function unkept(tab: OpenRoom) {
  return tab.view.getState().pending.map((row) => row.unkept);
}

function asksFirst(page: EventTarget): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  page.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

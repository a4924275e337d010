import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventAt } from "#protocol/timeline.ts";
import { NEVER } from "./fake-server.test-kit.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

describe("an outbox", () => {
  it("survives a reload", async () => {
    world.server.isUp = false;
    const before = world.openTab();
    before.post("one");
    before.post("two");
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["one", "two"]));
    before.close();
    world.server.isUp = true;
    const after = world.openTab();
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one", "two"]));
    await vi.waitFor(() => expect(after.view.getState().pending).toEqual([]));
  });

  it("survives a snapshot, whose event it may never see", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = () => "answer_lost";
    tab.post("far away");
    await vi.waitFor(() => expect(world.server.room.log).toHaveLength(4));
    world.server.fate = () => "done";
    world.server.room.grow(2_000);
    const answer = world.server.room.answer.bind(world.server.room);
    world.server.room.answer = (cursor, epoch) =>
      cursor > 0
        ? [world.server.room.welcome(), world.server.room.snapshot(5)]
        : answer(cursor, epoch);
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(tab.view.getState().room.seq).toBe(2_004);
    });
    await vi.waitFor(() => expect(tab.view.getState().pending).toEqual([]));
    expect(world.bodies()).toEqual(["far away"]);
    // What has become of it since nobody has said: it is asked for when it is looked at.
    expect(eventAt(tab.view.getState().room.timeline, 4)).toBeUndefined();
  });

  it("lets go of what a page of history shows as said, after a snapshot and before any answer", async () => {
    const tab = world.openTab();
    await isLive(tab);
    const { room } = world.server;
    world.server.fate = () => "answer_lost";
    tab.post("far away");
    await vi.waitFor(() => expect(room.log).toHaveLength(4));
    room.grow(2_000);
    const answer = room.answer.bind(room);
    room.answer = (cursor, epoch) =>
      cursor > 0 ? [room.welcome(), room.snapshot(5)] : answer(cursor, epoch);
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(tab.view.getState().room.seq).toBe(2_004);
    });
    expect(tab.view.getState().pending).toHaveLength(1);
    world.fetchAfter = (after, limit) =>
      Promise.resolve({
        ok: true,
        value: { events: room.log.slice(after, after + limit), states: [], head: 2_004 },
      });
    const shownTwice = vi.fn();
    tab.view.subscribe(({ room: { timeline }, pending }) => {
      if (eventAt(timeline, 4) && pending.length > 0) shownTwice();
    });
    tab.load(1, 40);
    await vi.waitFor(() => expect(eventAt(tab.view.getState().room.timeline, 4)).toBeDefined());
    expect(tab.view.getState().pending).toEqual([]);
    expect(shownTwice).not.toHaveBeenCalled();
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
  });

  it("is sent by one of two tabs, and shown in both", async () => {
    const [one, two] = [world.openTab(), world.openTab()];
    await Promise.all([isLive(one), isLive(two)]);
    world.server.hold();
    two.post("from the second");
    await vi.waitFor(() => expect(one.view.getState().pending).toHaveLength(1));
    await vi.waitFor(() => expect(sends(two)).toEqual(["sending"]));
    world.server.flush();
    await vi.waitFor(() => {
      expect(one.view.getState().pending).toEqual([]);
      expect(two.view.getState().pending).toEqual([]);
    });
    expect(world.server.commands).toHaveLength(1);
  });

  it("tells a new tab what was refused, also when the disk did not keep that", async () => {
    const { room: one, tab } = world.openFragileTab();
    await isLive(one);
    tab.disks = "keeps_no_failures";
    world.server.fate = () => NEVER;
    one.post("far too long");
    await vi.waitFor(() => expect(sends(one)).toEqual(["failed"]));
    const two = world.openTab();
    await vi.waitFor(() => expect(sends(two)).toEqual(["failed"]));
  });

  it("is taken over when the tab that sends is killed in the middle", async () => {
    const [one, two] = [world.openTab(), world.openTab()];
    await Promise.all([isLive(one), isLive(two)]);
    world.server.fate = () => "answer_lost";
    two.post("orphan");
    two.post("next");
    await vi.waitFor(() => expect(world.server.room.log).toHaveLength(4));
    world.server.fate = () => "done";
    one.close();
    await vi.waitFor(() => {
      world.clock.advance(500);
      expect(two.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["orphan", "next"]);
  });
});

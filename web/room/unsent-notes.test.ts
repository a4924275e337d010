import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEVER } from "./fake-server.test-kit.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

const BURST = Array.from({ length: 25 }, (_, i) => `text ${i}`);

describe("a message that is shown is not lost", () => {
  it("when the tab dies in the very turn in which it was written", async () => {
    const { room, tab } = world.openFragileTab();
    await isLive(room);
    BURST.forEach((text) => room.post(text));
    tab.die();
    expect(await world.outboxOnDisk()).toEqual([]);
    expect(world.notes()).toEqual(BURST);
    expect(await saidInTheEnd()).toEqual(BURST);
  });

  it("nor doubled, when it dies with the disk done and the note still there", async () => {
    const { room, tab } = world.openFragileTab();
    await isLive(room);
    tab.disks = "never_hears_of_stored";
    room.post("one");
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["one"]));
    room.post("two");
    tab.die();
    expect(world.notes()).toEqual(["one", "two"]);
    expect(await saidInTheEnd()).toEqual(["one", "two"]);
  });

  it("nor doubled, when it dies with the message accepted and the note still there", async () => {
    world.forbidDisk();
    const { room, tab } = world.openFragileTab();
    await isLive(room);
    world.server.hold();
    room.post("one");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one"]));
    tab.die();
    world.server.flush();
    expect(world.notes()).toEqual(["one"]);
    expect(await saidInTheEnd()).toEqual(["one"]);
  });

  it("when tab after tab dies before it gets anywhere, and the order stays", async () => {
    for (const text of ["one", "two", "three"]) {
      const { room, tab } = world.openFragileTab();
      room.post(text);
      tab.die();
    }
    expect(await saidInTheEnd()).toEqual(["one", "two", "three"]);
  });

  it("when the tab that stays open is another one", async () => {
    const stays = world.openFragileTab();
    const goes = world.openFragileTab();
    await Promise.all([isLive(stays.room), isLive(goes.room)]);
    goes.room.post("orphan");
    goes.tab.die();
    stays.tab.wake();
    await vi.waitFor(() => expect(world.bodies()).toEqual(["orphan"]));
    await vi.waitFor(() => expect(stays.room.view.getState().pending).toEqual([]));
    expect(world.notes()).toEqual([]);
  });

  it("nor said before an earlier one, when another tab knows of neither", async () => {
    const [stays, goes] = [world.openFragileTab(), world.openFragileTab()];
    await Promise.all([isLive(stays.room), isLive(goes.room)]);
    goes.tab.isMute = true;
    goes.room.post("on disk");
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["on disk"]));
    await vi.waitFor(() => expect(world.notes()).toEqual([]));
    goes.room.post("only noted");
    goes.tab.die();
    stays.tab.wake();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(2));
    expect(world.bodies()).toEqual(["on disk", "only noted"]);
  });

  it("nor doubled, when another tab takes up what its writer is about to send", async () => {
    const [one, two] = [world.openFragileTab(), world.openFragileTab()];
    await Promise.all([isLive(one.room), isLive(two.room)]);
    BURST.forEach((text) => one.room.post(text));
    two.tab.wake();
    await vi.waitFor(() => {
      expect(one.room.view.getState().pending).toEqual([]);
      expect(two.room.view.getState().pending).toEqual([]);
    });
    expect(await saidInTheEnd()).toEqual(BURST);
  });
});

describe("a note", () => {
  it("goes as soon as the disk has the message, which it gets in few pieces", async () => {
    world.server.isUp = false;
    const { room } = world.openFragileTab();
    BURST.forEach((text) => room.post(text));
    expect(world.notes()).toEqual(BURST);
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(BURST));
    await vi.waitFor(() => expect(world.notes()).toEqual([]));
  });

  it("goes with what is discarded", async () => {
    world.server.isUp = false;
    const { room, tab } = world.openFragileTab();
    const posted = room.post("no, wait");
    if (posted.ok) room.discard(posted.id);
    expect(world.notes()).toEqual([]);
    tab.die();
    world.server.isUp = true;
    expect(await saidInTheEnd()).toEqual([]);
  });

  it("takes the place of the failed one that is tried again, also across a death", async () => {
    const { room, tab } = world.openFragileTab();
    await isLive(room);
    world.server.fate = () => NEVER;
    const posted = room.post("again");
    await vi.waitFor(() => expect(sends(room)).toEqual(["failed"]));
    world.server.fate = () => "done";
    if (posted.ok) room.retry(posted.id);
    tab.die();
    expect(await saidInTheEnd()).toEqual(["again"]);
  });

  it("keeps a failure in mind where the disk refuses", async () => {
    world.forbidDisk();
    const { room, tab } = world.openFragileTab();
    await isLive(room);
    world.server.fate = () => NEVER;
    room.post("too much");
    await vi.waitFor(() => expect(sends(room)).toEqual(["failed"]));
    tab.die();
    expect(sends(world.openTab())).toEqual(["failed"]);
  });

  it("is left alone by a tab that is closed while it reads the disk", async () => {
    const closing = world.openTab();
    const { room, tab } = world.openFragileTab();
    room.post("for another tab");
    tab.die();
    closing.close();
    // Whatever it has begun with the disk comes before these.
    for (let read = 0; read < 10; read += 1) expect(await world.outboxOnDisk()).toEqual([]);
    expect(world.notes()).toEqual(["for another tab"]);
    expect(await saidInTheEnd()).toEqual(["for another tab"]);
  });

  it("is not needed for sending", async () => {
    world.forbidNotes();
    const { room } = world.openFragileTab();
    room.post("anyway");
    expect(await saidInTheEnd()).toEqual(["anyway"]);
  });
});

/** What the room has heard once the person is back and nothing is left anywhere. */
async function saidInTheEnd(): Promise<string[]> {
  const back = world.openTab();
  await isLive(back);
  await vi.waitFor(() => expect(back.view.getState().pending).toEqual([]));
  await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
  expect(world.notes()).toEqual([]);
  return world.bodies();
}

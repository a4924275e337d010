import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { knownEvents } from "#protocol/timeline.ts";
import { LATER, NEVER } from "./fake-server.test-kit.ts";
import { ANN } from "./model-room.test-kit.ts";
import { isLive, RoomWorld, sends, settle } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

describe("opening a room", () => {
  it("shows what the room answers, and that the line is live", async () => {
    const tab = world.openTab();
    await isLive(tab);
    expect(tab.view.getState()).toMatchObject({ isLoaded: true, room: { seq: 3 } });
  });

  it("shows what the disk holds before any server answers, and asks only for the rest", async () => {
    const first = world.openTab();
    await isLive(first);
    await world.onDisk(3);
    first.close();
    world.server.isUp = false;
    world.server.room.grow(2);
    const second = world.openTab();
    await vi.waitFor(() => expect(second.view.getState().isLoaded).toBe(true));
    expect(second.view.getState().room.seq).toBe(3);
    await vi.waitFor(() => expect(second.view.getState().connection.at).toBe("offline"));
    world.server.isUp = true;
    world.clock.advance(500);
    await isLive(second);
    expect(second.view.getState().room.seq).toBe(5);
    expect(world.server.hellos).toEqual([0, 3]);
  });

  it("works in memory where the disk refuses", async () => {
    world.forbidDisk();
    const tab = world.openTab();
    await isLive(tab);
    tab.post("anyway");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["anyway"]));
    await vi.waitFor(() => expect(tab.view.getState().pending).toEqual([]));
  });
});

describe("sending", () => {
  it("shows a message at once, and as its event in the same change in which it stops pending", async () => {
    const tab = world.openTab();
    await isLive(tab);
    const seen: string[] = [];
    tab.view.subscribe(({ pending, room }) => {
      seen.push(`${pending.length} pending, ${room.seq - 3} said`);
    });
    const posted = tab.post("hello");
    expect(posted.ok).toBe(true);
    expect(tab.view.getState().pending).toMatchObject([{ body: "hello" }]);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(4));
    expect(new Set(seen)).toEqual(new Set(["1 pending, 0 said", "0 pending, 1 said"]));
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
  });

  it("refuses what no room would take, and writes nothing", async () => {
    const tab = world.openTab();
    expect(tab.post("  \n ")).toEqual({ ok: false, code: "body_empty" });
    expect(tab.view.getState().pending).toEqual([]);
  });

  it("tells what someone does apart from what someone says", async () => {
    const tab = world.openTab();
    tab.post("/me waves");
    expect(tab.view.getState().pending).toMatchObject([{ body: "waves", action: true }]);
  });

  it("keeps the order when the answer to the first is lost, and doubles nothing", async () => {
    const tab = world.openTab();
    await isLive(tab);
    const fates = ["answer_lost", "never_arrives"] as const;
    let next = 0;
    world.server.fate = () => fates[next++] ?? "done";
    for (const text of ["one", "two", "three"]) tab.post(text);
    await vi.waitFor(() => {
      world.clock.advance(1_000);
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["one", "two", "three"]);
    expect(world.server.commands.length).toBeGreaterThan(3);
  });

  it("sends the same id again after the wait that a room asks for, and nothing overtakes", async () => {
    const tab = world.openTab();
    await isLive(tab);
    let isFirst = true;
    world.server.fate = () => {
      const fate = isFirst ? LATER : "done";
      isFirst = false;
      return fate;
    };
    const [one] = [tab.post("one"), tab.post("two")];
    await vi.waitFor(() => expect(sends(tab)).toEqual(["queued", "queued"]));
    await vi.waitFor(() => expect(world.server.commands).toHaveLength(1));
    world.clock.advance(900);
    await settle();
    expect(world.server.commands).toHaveLength(1);
    world.clock.advance(600);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one", "two"]));
    expect(world.server.commands.map(({ id }) => id).slice(0, 2)).toEqual([
      one.ok && one.id,
      one.ok && one.id,
    ]);
  });

  it("says why one in the middle was refused for good, and goes on with the next", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = (command) =>
      command.type === "message.post" && command.body === "two" ? NEVER : "done";
    for (const text of ["one", "two", "three"]) tab.post(text);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["one", "three"]));
    await vi.waitFor(() =>
      expect(tab.view.getState().pending).toMatchObject([
        { body: "two", send: { at: "failed", code: "body_too_long" } },
      ]),
    );
  });

  it("retries a failed message under a new id, at the end", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = () => NEVER;
    const posted = tab.post("again");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["failed"]));
    world.server.fate = () => "done";
    tab.post("between");
    if (posted.ok) tab.retry(posted.id);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["between", "again"]));
    expect(world.server.commands.filter(({ id }) => posted.ok && id === posted.id)).toHaveLength(1);
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
  });

  it("forgets what is discarded, also after a reload", async () => {
    world.server.isUp = false;
    const tab = world.openTab();
    const [one] = [tab.post("one"), tab.post("two")];
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["one", "two"]));
    if (one.ok) tab.discard(one.id);
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["two"]));
    expect(tab.view.getState().pending).toMatchObject([{ body: "two" }]);
  });

  it("fails the message that was too large for the line, and sends the next", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.fate = (command) =>
      command.type === "message.post" && command.body === "huge" ? { closeWith: 1009 } : "done";
    tab.post("huge");
    tab.post("small");
    await vi.waitFor(() => {
      world.clock.advance(1_000);
      expect(world.bodies()).toEqual(["small"]);
    });
    expect(tab.view.getState().pending).toMatchObject([
      { body: "huge", send: { at: "failed", code: "frame_too_large" } },
    ]);
  });
});

describe("a gap", () => {
  it("is asked about exactly once, and closed", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.room.grow(1);
    world.server.hold();
    world.server.happen(1);
    world.server.happen(1);
    world.server.happen(1);
    world.server.flush();
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(7));
    expect(world.server.hellos).toEqual([0, 3]);
    await world.onDisk(7);
  });

  it("at the end of a quiet room is noticed by the heartbeat", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.room.grow(1);
    world.clock.advance(25_000);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(4));
    expect(world.server.hellos).toEqual([0, 3]);
  });
});

describe("one frame", () => {
  it("changes what is shown once, however much it brings", async () => {
    const tab = world.openTab();
    await isLive(tab);
    let changes = 0;
    tab.view.subscribe(() => {
      changes += 1;
    });
    world.server.room.grow(3);
    const person = { id: ANN, name: "Ann" };
    world.server.tell([
      world.server.room.events(4, 5),
      world.server.room.events(6, 6),
      { t: "here", count: 1, people: [person] },
    ]);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(6));
    expect(tab.view.getState().here).toEqual({ count: 1, people: [person] });
    expect(changes).toBe(1);
    expect(knownEvents(tab.view.getState().room.timeline)).toEqual(world.server.room.log);
  });
});

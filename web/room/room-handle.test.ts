import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { eventAt, knownEvents } from "#protocol/timeline.ts";
import { browserClock } from "../clock.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { FakeBrowser } from "../tabs.test-kit.ts";
import { FakeServer, LATER, NEVER } from "./fake-server.test-kit.ts";
import { ANN, testId } from "./model-room.test-kit.ts";
import { openRoom, type OpenRoom } from "./room-handle.ts";

const TEA = v.parse(RoomId, "tea");

let clock: HandClock;
let server: FakeServer;
let browser: FakeBrowser;
let ids = 0;

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  clock = new HandClock();
  server = new FakeServer();
  browser = new FakeBrowser();
  ids = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("opening a room", () => {
  it("shows what the room answers, and that the line is live", async () => {
    const tab = openTab();
    await isLive(tab);
    expect(tab.view.getState()).toMatchObject({ isLoaded: true, room: { seq: 3 } });
  });

  it("shows what the disk holds before any server answers, and asks only for the rest", async () => {
    const first = openTab();
    await isLive(first);
    await onDisk(3);
    first.close();
    server.isUp = false;
    server.room.grow(2);
    const second = openTab();
    await vi.waitFor(() => expect(second.view.getState().isLoaded).toBe(true));
    expect(second.view.getState().room.seq).toBe(3);
    await vi.waitFor(() => expect(second.view.getState().connection.at).toBe("offline"));
    server.isUp = true;
    clock.advance(500);
    await isLive(second);
    expect(second.view.getState().room.seq).toBe(5);
    expect(server.hellos).toEqual([0, 3]);
  });

  it("works in memory where the disk refuses", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const tab = openTab();
    await isLive(tab);
    tab.post("anyway");
    await vi.waitFor(() => expect(bodies()).toEqual(["anyway"]));
    await vi.waitFor(() => expect(tab.view.getState().pending).toEqual([]));
  });
});

describe("sending", () => {
  it("shows a message at once, and as its event in the same change in which it stops pending", async () => {
    const tab = openTab();
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
    await vi.waitFor(async () => expect(await outboxOnDisk()).toEqual([]));
  });

  it("refuses what no room would take, and writes nothing", async () => {
    const tab = openTab();
    expect(tab.post("  \n ")).toEqual({ ok: false, code: "body_empty" });
    expect(tab.view.getState().pending).toEqual([]);
  });

  it("tells what someone does apart from what someone says", async () => {
    const tab = openTab();
    tab.post("/me waves");
    expect(tab.view.getState().pending).toMatchObject([{ body: "waves", action: true }]);
  });

  it("keeps the order when the answer to the first is lost, and doubles nothing", async () => {
    const tab = openTab();
    await isLive(tab);
    const fates = ["answer_lost", "never_arrives"] as const;
    let next = 0;
    server.fate = () => fates[next++] ?? "done";
    for (const text of ["one", "two", "three"]) tab.post(text);
    await vi.waitFor(() => {
      clock.advance(1_000);
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(bodies()).toEqual(["one", "two", "three"]);
    expect(server.commands.length).toBeGreaterThan(3);
  });

  it("sends the same id again after the wait that a room asks for, and nothing overtakes", async () => {
    const tab = openTab();
    await isLive(tab);
    let isFirst = true;
    server.fate = () => {
      const fate = isFirst ? LATER : "done";
      isFirst = false;
      return fate;
    };
    const [one] = [tab.post("one"), tab.post("two")];
    await vi.waitFor(() => expect(sends(tab)).toEqual(["queued", "queued"]));
    await vi.waitFor(() => expect(server.commands).toHaveLength(1));
    clock.advance(900);
    await settle();
    expect(server.commands).toHaveLength(1);
    clock.advance(600);
    await vi.waitFor(() => expect(bodies()).toEqual(["one", "two"]));
    expect(server.commands.map(({ id }) => id).slice(0, 2)).toEqual([
      one.ok && one.id,
      one.ok && one.id,
    ]);
  });

  it("says why one in the middle was refused for good, and goes on with the next", async () => {
    const tab = openTab();
    await isLive(tab);
    server.fate = (command) =>
      command.type === "message.post" && command.body === "two" ? NEVER : "done";
    for (const text of ["one", "two", "three"]) tab.post(text);
    await vi.waitFor(() => expect(bodies()).toEqual(["one", "three"]));
    await vi.waitFor(() =>
      expect(tab.view.getState().pending).toMatchObject([
        { body: "two", send: { at: "failed", code: "body_too_long" } },
      ]),
    );
  });

  it("retries a failed message under a new id, at the end", async () => {
    const tab = openTab();
    await isLive(tab);
    server.fate = () => NEVER;
    const posted = tab.post("again");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["failed"]));
    server.fate = () => "done";
    tab.post("between");
    if (posted.ok) tab.retry(posted.id);
    await vi.waitFor(() => expect(bodies()).toEqual(["between", "again"]));
    expect(server.commands.filter(({ id }) => posted.ok && id === posted.id)).toHaveLength(1);
    await vi.waitFor(async () => expect(await outboxOnDisk()).toEqual([]));
  });

  it("forgets what is discarded, also after a reload", async () => {
    server.isUp = false;
    const tab = openTab();
    const [one] = [tab.post("one"), tab.post("two")];
    await vi.waitFor(async () => expect(await outboxOnDisk()).toEqual(["one", "two"]));
    if (one.ok) tab.discard(one.id);
    await vi.waitFor(async () => expect(await outboxOnDisk()).toEqual(["two"]));
    expect(tab.view.getState().pending).toMatchObject([{ body: "two" }]);
  });

  it("fails the message that was too large for the line, and sends the next", async () => {
    const tab = openTab();
    await isLive(tab);
    server.fate = (command) =>
      command.type === "message.post" && command.body === "huge" ? { closeWith: 1009 } : "done";
    tab.post("huge");
    tab.post("small");
    await vi.waitFor(() => {
      clock.advance(1_000);
      expect(bodies()).toEqual(["small"]);
    });
    expect(tab.view.getState().pending).toMatchObject([
      { body: "huge", send: { at: "failed", code: "frame_too_large" } },
    ]);
  });
});

describe("an outbox", () => {
  it("survives a reload", async () => {
    server.isUp = false;
    const before = openTab();
    before.post("one");
    before.post("two");
    await vi.waitFor(async () => expect(await outboxOnDisk()).toEqual(["one", "two"]));
    before.close();
    server.isUp = true;
    const after = openTab();
    await vi.waitFor(() => expect(bodies()).toEqual(["one", "two"]));
    await vi.waitFor(() => expect(after.view.getState().pending).toEqual([]));
  });

  it("survives a snapshot, whose event it may never see", async () => {
    const tab = openTab();
    await isLive(tab);
    server.fate = () => "answer_lost";
    tab.post("far away");
    await vi.waitFor(() => expect(server.room.log).toHaveLength(4));
    server.fate = () => "done";
    server.room.grow(2_000);
    const answer = server.room.answer.bind(server.room);
    server.room.answer = (cursor, epoch) =>
      cursor > 0 ? [server.room.welcome(), server.room.snapshot(5)] : answer(cursor, epoch);
    await vi.waitFor(() => {
      clock.advance(500);
      expect(tab.view.getState().room.seq).toBe(2_004);
    });
    await vi.waitFor(() => expect(tab.view.getState().pending).toEqual([]));
    expect(bodies()).toEqual(["far away"]);
    expect(eventAt(tab.view.getState().room.timeline, 4)).toMatchObject({ body: "far away" });
  });

  it("is sent by one of two tabs, and shown in both", async () => {
    const [one, two] = [openTab(), openTab()];
    await Promise.all([isLive(one), isLive(two)]);
    server.hold();
    two.post("from the second");
    await vi.waitFor(() => expect(one.view.getState().pending).toHaveLength(1));
    await vi.waitFor(() => expect(sends(two)).toEqual(["sending"]));
    server.flush();
    await vi.waitFor(() => {
      expect(one.view.getState().pending).toEqual([]);
      expect(two.view.getState().pending).toEqual([]);
    });
    expect(server.commands).toHaveLength(1);
  });

  it("is taken over when the tab that sends is killed in the middle", async () => {
    const [one, two] = [openTab(), openTab()];
    await Promise.all([isLive(one), isLive(two)]);
    server.fate = () => "answer_lost";
    two.post("orphan");
    two.post("next");
    await vi.waitFor(() => expect(server.room.log).toHaveLength(4));
    server.fate = () => "done";
    one.close();
    await vi.waitFor(() => {
      clock.advance(500);
      expect(two.view.getState().pending).toEqual([]);
    });
    expect(bodies()).toEqual(["orphan", "next"]);
  });
});

describe("a gap", () => {
  it("is asked about exactly once, and closed", async () => {
    const tab = openTab();
    await isLive(tab);
    server.room.grow(1);
    server.hold();
    server.happen(1);
    server.happen(1);
    server.happen(1);
    server.flush();
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(7));
    expect(server.hellos).toEqual([0, 3]);
    await onDisk(7);
  });

  it("at the end of a quiet room is noticed by the heartbeat", async () => {
    const tab = openTab();
    await isLive(tab);
    server.room.grow(1);
    clock.advance(25_000);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(4));
    expect(server.hellos).toEqual([0, 3]);
  });
});

describe("one frame", () => {
  it("changes what is shown once, however much it brings", async () => {
    const tab = openTab();
    await isLive(tab);
    let changes = 0;
    tab.view.subscribe(() => {
      changes += 1;
    });
    server.room.grow(3);
    const person = { id: ANN, name: "Ann" };
    server.tell([
      server.room.events(4, 5),
      server.room.events(6, 6),
      { t: "here", count: 1, people: [person] },
    ]);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(6));
    expect(tab.view.getState().here).toEqual({ count: 1, people: [person] });
    expect(changes).toBe(1);
    expect(knownEvents(tab.view.getState().room.timeline)).toEqual(server.room.log);
  });
});

function openTab(): OpenRoom {
  return openRoom(
    {
      person: ANN,
      disk: openDisk(browserClock, "ann"),
      clock,
      random: () => 0.5,
      newId: () => testId((ids += 1)),
      holdLock: browser.holdLock,
      openChannel: browser.openChannel,
      openSocket: server.openSocket,
      onWake: () => () => undefined,
      ticket: () =>
        Promise.resolve({
          ok: true,
          value: { ticket: "t", sessionExpiresAt: clock.now() + 300_000 },
        }),
      refreshSession: () => Promise.resolve({ ok: true, value: null }),
      fetchAfter: () => Promise.resolve({ ok: true, value: [] }),
    },
    TEA,
  );
}

function isLive(tab: OpenRoom) {
  return vi.waitFor(() => expect(tab.view.getState().connection.at).toBe("live"));
}

function onDisk(seq: number) {
  const disk = openDisk(browserClock, "ann");
  return vi.waitFor(async () => expect((await disk.loadRoom(TEA))?.seq).toBe(seq));
}

async function outboxOnDisk(): Promise<string[]> {
  return (await openDisk(browserClock, "ann").loadOutbox(TEA)).map(({ body }) => body);
}

/** What Ann has said in the room so far. */
function bodies(): string[] {
  return server.room.log.flatMap((event) =>
    event.type === "message.posted" && event.by === ANN ? [event.body] : [],
  );
}

function sends(tab: OpenRoom): string[] {
  return tab.view.getState().pending.map(({ send }) => send.at);
}

/** Lets everything that is under way without a timer happen. */
async function settle() {
  await new Promise((resolve) => setImmediate(resolve));
}

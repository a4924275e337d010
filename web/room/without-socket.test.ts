import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusal } from "#protocol/refusals.ts";
import { SOCKET_AGAIN_MS } from "../line/either-door.ts";
import { LATER } from "./fake-server.test-kit.ts";
import { ModelRoom } from "./model-room.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld, sends, settle } from "./room-world.test-kit.ts";

/** Time passes so that answers come in between, as they do. */
const STEP_MS = 5_000;

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
  world.server.sockets = "refused";
});
afterEach(() => {
  world.end();
});

describe("a room without a socket", () => {
  it("is live all the same, and says only in its details what carries it", async () => {
    const tab = await openByRequests();
    expect(tab.view.getState().connection).toEqual({ at: "live", withoutSocket: true });
    world.server.happen(2);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(5));
    expect(world.server.hellos).toEqual([]);
  });

  it("sends what is written, in order and once", async () => {
    const tab = await openByRequests();
    const texts = Array.from({ length: 12 }, (_, i) => `text ${i}`);
    texts.forEach((text) => tab.post(text));
    await nothingPends(tab);
    expect(world.bodies()).toEqual(texts);
    expect(world.server.commands).toHaveLength(texts.length);
  });

  it("settles a lost answer by the same command again", async () => {
    const tab = await openByRequests();
    world.server.fate = () => "answer_lost";
    tab.post("once");
    tab.post("then");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["once"]));
    world.server.fate = () => "done";
    await nothingPends(tab);
    expect(world.bodies()).toEqual(["once", "then"]);
  });

  it.each([LATER, refusal("read_only"), refusal("unavailable")])(
    "keeps what is refused for now (%#), and lets nothing overtake it",
    async (later) => {
      const tab = await openByRequests();
      let refused = 0;
      world.server.fate = () => ((refused += 1) <= 2 ? later : "done");
      tab.post("first");
      tab.post("second");
      await vi.waitFor(() => {
        world.clock.advance(1_000);
        expect(tab.view.getState().pending).toEqual([]);
      });
      expect(world.bodies()).toEqual(["first", "second"]);
    },
  );

  it("takes the snapshot of a room that has lost its storage, and keeps what waits", async () => {
    const tab = await openByRequests();
    world.server.fate = () => LATER;
    tab.post("still mine");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["queued"]));
    world.server.room = new ModelRoom(2, "e2");
    world.server.fate = () => "done";
    await vi.waitFor(() => {
      world.clock.advance(1_000);
      expect(tab.view.getState().pending).toEqual([]);
    });
    expect(world.bodies()).toEqual(["still mine"]);
    expect(tab.view.getState().room.seq).toBe(3);
  });
});

describe("going back to a socket", () => {
  it("loses and doubles nothing, and never says that the line was lost", async () => {
    const tab = await openByRequests();
    const states = new Set<string>();
    tab.view.subscribe(({ connection }) => states.add(connection.at));
    world.server.fate = () => "answer_lost";
    world.requests.command = () => new Promise(() => undefined);
    tab.post("on its way");
    tab.post("behind it");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["sending", "queued"]));
    world.server.fate = () => "done";
    world.server.sockets = "pass";
    for (let passed = 0; passed < SOCKET_AGAIN_MS; passed += STEP_MS) {
      world.clock.advance(STEP_MS);
      await settle();
    }
    await nothingPends(tab);
    expect(world.bodies()).toEqual(["on its way", "behind it"]);
    expect(tab.view.getState().connection).toEqual({ at: "live" });
    expect([...states]).toEqual(["live"]);
  });
});

async function openByRequests(): Promise<OpenRoom> {
  const tab = world.openTab();
  await vi.waitFor(() => {
    world.clock.advance(250);
    expect(tab.view.getState().connection.at).toBe("live");
  });
  await isLive(tab);
  return tab;
}

async function nothingPends(tab: OpenRoom) {
  await vi.waitFor(() => {
    world.clock.advance(250);
    expect(tab.view.getState().pending).toEqual([]);
  });
  await settle();
}

import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { knownEvents } from "#protocol/timeline.ts";
import { browserClock } from "../clock.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { ANN, BOB, ModelRoom } from "./model-room.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { isLive, RoomWorld } from "./room-world.test-kit.ts";

const TEA = v.parse(RoomId, "tea");
let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

/** Bob's account is deleted while everyone listens. */
function bobDeparts() {
  const { room } = world.server;
  room.erase(BOB);
  world.server.tell([room.events(room.log.length, room.log.length)]);
}

function namesOf(tab: OpenRoom) {
  const { timeline } = tab.view.getState().room;
  return knownEvents(timeline).flatMap(({ by, name }) => (by === BOB ? [name] : []));
}

async function textOnDisk(): Promise<string> {
  const stored = await openDisk(browserClock, ANN).loadRoom(TEA);
  return JSON.stringify(stored);
}

describe("someone whose account is deleted", () => {
  it("loses the name on the screen and on the disk in the same step as the event comes", async () => {
    const tab = world.openTab();
    await isLive(tab);
    await world.onDisk(3);
    expect(await textOnDisk()).toContain('"Bob"');
    expect(namesOf(tab)).toEqual(["Bob", "Bob"]);
    bobDeparts();
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(4));
    expect(namesOf(tab)).toEqual(["", "", ""]);
    expect(tab.view.getState().room.members[BOB]).toBeUndefined();
    await world.onDisk(4);
    expect(await textOnDisk()).not.toContain('"Bob"');
    expect(await textOnDisk()).toContain("e1 says 3");
  });

  it("is forgotten by a later save where the disk failed at that moment", async () => {
    const { room: tab, tab: fragile } = world.openFragileTab();
    await isLive(tab);
    await world.onDisk(3);
    const broken = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new Error("the disk is full");
    });
    bobDeparts();
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(4));
    await vi.waitFor(() => expect(broken).toHaveBeenCalled());
    broken.mockRestore();
    expect(await textOnDisk()).toContain('"Bob"');
    tab.post("and on it goes");
    await world.onDisk(5);
    expect(await textOnDisk()).not.toContain('"Bob"');
    fragile.die();
  });

  it("does not come back with a page of history that was asked for before", async () => {
    const answers: (() => void)[] = [];
    world.fetchAfter = (after, limit) => {
      const { log } = world.server.room;
      const value = { events: log.slice(after, after + limit), states: [], head: log.length };
      return new Promise((answer) => {
        answers.push(() => answer({ ok: true, value }));
      });
    };
    const tab = world.openTab();
    await isLive(tab);
    // A new life of the room, of which only the end is known here.
    world.server.room = new ModelRoom(13, "e2");
    world.server.cutAll();
    world.clock.advance(500);
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(13));
    tab.load(1, 13);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    bobDeparts();
    await vi.waitFor(() => expect(tab.view.getState().room.seq).toBe(14));
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    for (const answer of answers) answer();
    await vi.waitFor(() => expect(namesOf(tab).length).toBeGreaterThan(5));
    expect(new Set(namesOf(tab))).toEqual(new Set([""]));
  });
});

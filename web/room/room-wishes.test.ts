import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomHandle } from "./room-view.ts";
import { ANN } from "./model-room.test-kit.ts";
import { RoomWorld } from "./room-world.test-kit.ts";
import { messageAt } from "./shown-message.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A room whose message 4 is Ann's, with the line down: what is wished for waits. */
async function offlineRoom(): Promise<RoomHandle> {
  const tab = world.openTab();
  await vi.waitFor(() => expect(tab.view.getState().connection.at).toBe("live"));
  tab.post("mine");
  await vi.waitFor(() => expect(shown(tab)?.body).toBe("mine"));
  world.server.isUp = false;
  world.server.cutAll();
  await vi.waitFor(() => expect(tab.view.getState().connection.at).not.toBe("live"));
  return tab;
}

const shown = (tab: RoomHandle) => messageAt(tab.view.getState(), 4, ANN);
const waiting = (tab: RoomHandle) => tab.view.getState().changes.map(({ wish }) => wish);
const stored = () => vi.waitFor(async () => expect(await world.outboxOnDisk()).not.toEqual([]));

describe("what is wished for a message", () => {
  it("shows at once, and counts once", async () => {
    const tab = await offlineRoom();
    tab.react(4, "👍", true);
    tab.react(4, "👍", true);
    expect(shown(tab)?.reactions).toEqual([{ emoji: "👍", people: [ANN], isMine: true }]);
    expect(waiting(tab)).toHaveLength(1);
  });

  it("is taken back by the opposite before it goes out", async () => {
    const tab = await offlineRoom();
    tab.react(4, "👍", true);
    await stored();
    tab.react(4, "👍", false);
    expect(shown(tab)?.reactions).toEqual([]);
    expect(waiting(tab)).toEqual([]);
    tab.pin(4, true);
    await stored();
    expect(shown(tab)?.isPinned).toBe(true);
  });

  it("is one edit, however often its text is changed before it goes out", async () => {
    const tab = await offlineRoom();
    tab.edit(4, "mine, too");
    await stored();
    tab.edit(4, "ours");
    expect(shown(tab)).toMatchObject({ body: "ours", edit: { send: { at: "queued" } } });
    expect(waiting(tab)).toEqual([{ type: "message.edit", target: 4, revision: 0, body: "ours" }]);
  });

  it("is in vain for a message that goes", async () => {
    const tab = await offlineRoom();
    tab.react(4, "👍", true);
    await stored();
    tab.remove(4);
    expect(shown(tab)?.isGoing).toBe(true);
    expect(waiting(tab)).toEqual([{ type: "message.delete", target: 4 }]);
  });

  it("is not about messages that are not known here", async () => {
    const tab = await offlineRoom();
    expect(tab.edit(99, "nobody's")).toEqual({ ok: false, code: "no_such_message" });
    expect(tab.edit(4, "   ")).toEqual({ ok: false, code: "body_empty" });
    expect(waiting(tab)).toEqual([]);
  });
});

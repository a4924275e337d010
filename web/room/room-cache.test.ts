import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import { RoomId } from "#protocol/ids.ts";
import { NEVER } from "./fake-server.test-kit.ts";
import { MAX_OPEN_ROOMS, RoomCache } from "./room-cache.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

const TEA = v.parse(RoomId, "tea");

let world: RoomWorld;
let cache: RoomCache;
beforeEach(() => {
  world = new RoomWorld();
  cache = new RoomCache(() => world.openTab());
  cache.show(TEA);
});
afterEach(() => {
  world.end();
});

describe("open rooms", () => {
  it("a room that was left and joined again opens when it is shown", async () => {
    await isLive(cache.get(TEA));
    world.server.cutAll(CLOSE.notMember);
    const { connection } = cache.get(TEA).view.getState();
    expect(connection).toEqual({ at: "closed", why: "not_member" });
    cache.show(TEA);
    await isLive(cache.get(TEA));
  });

  it("a refused message that is kept nowhere else stays, however many rooms are shown after it", async () => {
    world.forbidDisk();
    world.forbidNotes();
    const other = v.parse(RoomId, "other");
    const inMemory = new RoomCache(() => world.openTab());
    inMemory.show(TEA);
    const tab = inMemory.get(TEA);
    await isLive(tab);
    world.server.fate = () => NEVER;
    tab.post("long and well thought");
    await vi.waitFor(() => expect(sends(tab)).toEqual(["failed"]));
    for (let i = 0; i < MAX_OPEN_ROOMS; i += 1) inMemory.show(v.parse(RoomId, `${other}${i}`));
    expect(sends(inMemory.get(TEA))).toEqual(["failed"]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { isLive, RoomWorld, sends } from "./room-world.test-kit.ts";

let world: RoomWorld;
beforeEach(() => {
  world = new RoomWorld();
});
afterEach(() => {
  world.end();
});

describe("a tab whose line is closed for good", () => {
  it.each([
    ["that was put out of the room", CLOSE.notMember],
    ["that is too old for the server", CLOSE.version],
  ])("%s keeps no other tab's messages from being sent", async (_, code) => {
    const old = world.openTab();
    await isLive(old);
    world.server.cutAll(code);
    expect(old.view.getState().connection.at).toBe("closed");
    const other = world.openTab();
    await isLive(other);
    other.post("hello again");
    await vi.waitFor(() => expect(world.bodies()).toEqual(["hello again"]));
    await vi.waitFor(() => expect(sends(other)).toEqual([]));
  });

  it("sends again when it is back, also what was written meanwhile", async () => {
    const tab = world.openTab();
    await isLive(tab);
    world.server.cutAll(CLOSE.notMember);
    tab.post("wait for me");
    tab.enter();
    await isLive(tab);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["wait for me"]));
  });
});

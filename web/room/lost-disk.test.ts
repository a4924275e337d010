import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEVER } from "./fake-server.test-kit.ts";
import { isLive, RoomWorld, sends, settle } from "./room-world.test-kit.ts";

type Closable = Parameters<typeof forceCloseDatabase>[0];

let world: RoomWorld;
let opened: Set<unknown>;
beforeEach(() => {
  world = new RoomWorld();
  opened = new Set();
  // oxlint-disable-next-line typescript/unbound-method -- it is applied to what it is called on
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (
    this: IDBDatabase,
    ...args
  ) {
    opened.add(this);
    return transaction.apply(this, args);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  world.end();
});

/** As a phone does to a page that was in the background, or any browser whose disk was in trouble for a moment. */
async function browserTakesTheDatabaseAway() {
  for (const db of opened) forceCloseDatabase(db as Closable);
  await settle();
}

describe("a browser that takes the database away for a moment", () => {
  it("brings no message back that was deleted since", async () => {
    world.server.isUp = false;
    const before = world.openTab();
    const posted = before.post("no, better not");
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual(["no, better not"]));
    await browserTakesTheDatabaseAway();
    if (posted.ok) before.discard(posted.id);
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
    before.close();
    world.server.isUp = true;
    const after = world.openTab();
    await isLive(after);
    expect(after.view.getState().pending).toEqual([]);
  });

  it("brings no failed message back that was sent again since", async () => {
    const before = world.openTab();
    await isLive(before);
    world.server.fate = () => NEVER;
    const posted = before.post("once");
    await vi.waitFor(() => expect(sends(before)).toEqual(["failed"]));
    await settle();
    await browserTakesTheDatabaseAway();
    world.server.fate = () => "done";
    if (posted.ok) before.retry(posted.id);
    await vi.waitFor(() => expect(world.bodies()).toEqual(["once"]));
    await vi.waitFor(async () => expect(await world.outboxOnDisk()).toEqual([]));
    before.close();
    const after = world.openTab();
    await isLive(after);
    expect(sends(after)).toEqual([]);
  });
});

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { testId } from "../room/model-room.test-kit.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { deleteDisk, DISK_TIMEOUT_MS, openDisk } from "./forgiving-disk.ts";

const TEA = v.parse(RoomId, "tea");
const row = (n: number) => ({
  id: testId(n),
  wish: { type: "message.post", body: `text ${n}` } as const,
  writtenAt: 1_000,
});
const written = (n: number) => ({ row: row(n) });

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the outbox on disk", () => {
  it("keeps the order of writing across tabs", async () => {
    const [one, two] = [openDisk(browserClock, "ann"), openDisk(browserClock, "ann")];
    await Promise.all([1, 2, 3, 4].map((n) => (n % 2 ? one : two).addToOutbox(TEA, [written(n)])));
    const orders = (await one.loadOutbox(TEA)).map(({ order }) => order);
    expect(new Set(orders).size).toBe(4);
    expect(orders).toEqual(orders.toSorted((a, b) => a - b));
    expect(await one.roomsWithOutbox()).toEqual([TEA]);
  });

  it("puts a retried message last, in place of the failed one", async () => {
    const disk = openDisk(browserClock, "ann");
    await disk.addToOutbox(TEA, [written(1), written(2)]);
    await disk.addToOutbox(TEA, [{ ...written(3), instead: testId(1) }]);
    expect((await disk.loadOutbox(TEA)).map(({ id }) => id)).toEqual([testId(2), testId(3)]);
  });

  it("stores a message once, however often it is told, and the next ones after it", async () => {
    const [one, two] = [openDisk(browserClock, "ann"), openDisk(browserClock, "ann")];
    const places = await one.addToOutbox(TEA, [written(1), written(2)]);
    expect(await two.addToOutbox(TEA, [written(2), written(1)])).toEqual(places?.toReversed());
    await two.addToOutbox(TEA, [written(2), written(3)]);
    const ids = (await one.loadOutbox(TEA)).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3].map(testId));
  });

  it("does not bring back a message that is gone, nor remove another one in its place", async () => {
    const disk = openDisk(browserClock, "ann");
    const [order = 0] = (await disk.addToOutbox(TEA, [written(1)])) ?? [];
    await disk.removeFromOutbox(TEA, [{ ...row(1), order }]);
    await disk.updateInOutbox(TEA, { ...row(1), order, failed: "not_member" });
    expect(await disk.loadOutbox(TEA)).toEqual([]);
    expect(await disk.addToOutbox(TEA, [written(2)])).toEqual([order]);
    await disk.removeFromOutbox(TEA, [{ ...row(1), order }]);
    expect(await disk.loadOutbox(TEA)).toHaveLength(1);
  });
});

describe("a disk that does not play along", () => {
  it("says no instead of failing where storage is forbidden", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const disk = openDisk(browserClock, "ann");
    expect(await disk.loadRoom(TEA)).toBeNull();
    expect(await disk.loadOutbox(TEA)).toEqual([]);
    expect(await disk.addToOutbox(TEA, [written(1)])).toBeNull();
    await expect(deleteDisk(browserClock, "ann")).resolves.toBeUndefined();
  });

  it("is not waited for when the browser never answers", async () => {
    vi.stubGlobal("indexedDB", { open: () => new EventTarget() });
    const clock = new HandClock();
    const loading = openDisk(clock, "ann").loadRoom(TEA);
    clock.advance(DISK_TIMEOUT_MS);
    expect(await loading).toBeNull();
  });

  it("forgets everything at a sign-out, also what another tab holds open", async () => {
    const other = openDisk(browserClock, "ann");
    await other.addToOutbox(TEA, [written(1)]);
    await deleteDisk(browserClock, "ann");
    expect(await openDisk(browserClock, "ann").loadOutbox(TEA)).toEqual([]);
    expect(await other.addToOutbox(TEA, [written(2)])).toBeNull();
  });
});

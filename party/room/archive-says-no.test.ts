import { describe, expect, it } from "vitest";
import { newEpoch } from "#protocol/epoch.ts";
import { ROOM, type RoomBench } from "../../test/fakes/room-bench.ts";
import { HOUR, SECOND, ann, bob, leftBehind, pass } from "./archive-behind.test-kit.ts";

describe("an archive that says no", () => {
  /** Somebody else has written number 3. */
  async function disagreeing(): Promise<RoomBench> {
    const bench = await leftBehind();
    bench.archive.failure = null;
    for (const held of bench.archive.epochs.values()) held.set(3, '{"another":"event"}');
    await bench.command(ann, bench.post("three"));
    return bench;
  }

  it("is not overwritten, and is asked again once an hour", async () => {
    const bench = await disagreeing();
    const { calls } = bench.archive;
    await pass(bench, 3 * HOUR + SECOND);
    expect(bench.archive.calls - calls).toBe(4);
    expect([...bench.archive.epochs.values()].map((held) => held.get(3))).toEqual([
      '{"another":"event"}',
    ]);
    expect(bench.logged.filter((line) => line.includes("archive.stopped"))).toHaveLength(1);
    expect(bench.storage.rows.get("archived")).toBe("2");
  });

  it("is not asked more often because the room wakes, nor complained about twice", async () => {
    const bench = await disagreeing();
    await pass(bench, 2 * SECOND);
    const { calls } = bench.archive;
    for (let i = 0; i < 10; i += 1) {
      await bench.wake();
      await bench.command(ann, bench.post("chat goes on"));
      await pass(bench, 30 * SECOND);
    }
    expect(bench.archive.calls).toBe(calls);
    expect(bench.logged.filter((line) => line.includes("archive.stopped"))).toHaveLength(1);
  });

  it("counts as behind as time goes on", async () => {
    const bench = await disagreeing();
    const here = await bench.join(bob);
    await pass(bench, 61 * SECOND);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "degraded" }]);
    await bench.wake();
    await pass(bench, HOUR / 2);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "read_only" }]);
  });

  it("makes the room read-only at once when a later life writes there, and so after a restart", async () => {
    const bench = await leftBehind();
    bench.archive.failure = null;
    const later = newEpoch(bench.clock.now() + HOUR, new Uint8Array(10), null);
    await bench.archive.store(ROOM, later, []);
    const here = await bench.join(bob);
    here.take();
    await bench.command(ann, bench.post("too late"));
    await pass(bench, 2 * SECOND);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "read_only" }]);
    expect(bench.logged.join()).toContain('"reason":"fenced"');
    await bench.wake();
    expect(await bench.command(ann, bench.post("lost, if it were taken"))).toMatchObject({
      refusal: { code: "read_only" },
    });
  });
});

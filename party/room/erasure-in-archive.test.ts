import { describe, expect, it } from "vitest";
import { RoomBench } from "../../test/fakes/room-bench.ts";
import {
  bob,
  NAME,
  talked,
  erase,
  pageOf,
  isStoredWithName,
  rest,
} from "./room-erasure.test-kit.ts";

describe("an archive that fails meanwhile", () => {
  it("is rid of the name when it answers again", async () => {
    const bench = await talked();
    await rest(bench);
    bench.archive.failure = new Error("away");
    await erase(bench);
    for (let tries = 0; tries < 5; tries += 1) await bench.passAlarm(60_000);
    expect(isStoredWithName(bench)).toBe(false);
    expect(bench.archive.texts().join("")).toMatch(NAME);
    bench.archive.failure = null;
    await bench.passAlarm(60_000);
    await rest(bench);
    expect(bench.archive.texts().join("")).not.toMatch(NAME);
    expect(bench.logged.join("")).not.toContain("archive.stopped");
  });

  it("is looked through in all its lives, and one that a later life writes to is left alone", async () => {
    const bench = await talked();
    await rest(bench);
    const upkeep = await bench.room.upkeep.answer({ do: "refill", newEpoch: true });
    expect(upkeep.ok).toBe(true);
    await rest(bench);
    expect(bench.archive.epochs.size).toBe(2);
    await erase(bench);
    await rest(bench);
    expect(bench.archive.texts().join("")).not.toMatch(NAME);

    const fenced = await talked();
    await rest(fenced);
    fenced.archive.writer = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    await erase(fenced);
    await fenced.passAlarm(60_000);
    expect(fenced.archive.texts().join("")).toMatch(NAME);
    expect(fenced.logged.join("")).toContain("fenced");
  });

  it("that is copied anew from a room which has forgotten the name agrees, and forgets it again", async () => {
    const bench = await talked();
    await rest(bench);
    const [epoch, held] = [...bench.archive.epochs][0] ?? ["", new Map<number, string>()];
    const old = new Map(held);
    await erase(bench);
    await rest(bench);
    // A backup of the database from before is put back.
    bench.archive.epochs.set(epoch, old);
    await bench.room.upkeep.answer({ do: "refill", newEpoch: false });
    await bench.wake();
    await rest(bench);
    expect(bench.logged.join("")).not.toContain("archive.stopped");
    expect(bench.archive.texts().join("")).not.toMatch(NAME);
    expect(old.size).toBe(7);
  });

  it("gives a room that was lost nothing back of the name", async () => {
    const bench = await talked();
    await erase(bench);
    await rest(bench);
    const restored = await RoomBench.empty();
    for (const [life, rows] of bench.archive.epochs) restored.archive.epochs.set(life, rows);
    restored.archive.writer = bench.archive.writer;
    // As if it had been lost just before the archive was rid of the name.
    const named = JSON.stringify({ ...(await pageOf(bench))[2], name: "Bob Marley" });
    restored.archive.epochs.get(restored.archive.writer ?? "")?.set(3, named);
    expect(
      (await restored.room.upkeep.answer({ do: "restore", epoch: null, upToTheHole: false })).ok,
    ).toBe(true);
    expect(JSON.stringify(await pageOf(restored))).not.toMatch(NAME);
    await rest(restored);
    expect(isStoredWithName(restored)).toBe(false);
    expect(restored.archive.texts().join("")).not.toMatch(NAME);
    expect(await restored.command(bob, { type: "room.join", id: restored.id() })).toMatchObject({
      refusal: { code: "unauthenticated" },
    });
  });
});

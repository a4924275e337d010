import { describe, expect, it } from "vitest";
import { RoomBench } from "../../test/fakes/room-bench.ts";
import { ann, bob, DAY, archived, drain } from "./restore.test-kit.ts";

describe("an archive that was lost", () => {
  it("gets the same content again, and chat goes on meanwhile", async () => {
    const bench = await archived();
    const content = [...bench.archive.epochs.values()].map((held) => [...held.values()]);
    bench.archive.lose();
    await bench.clock.pass(2 * DAY);
    expect(await bench.room.upkeep.answer({ do: "refill", newEpoch: false })).toMatchObject({
      value: { status: { archived: 0, lagEvents: 5, state: "live" } },
    });
    expect(await bench.command(ann, bench.post("six"))).toMatchObject({ ok: true });
    await drain(bench);
    const refilled = [...bench.archive.epochs.values()].map((held) => [...held.values()]);
    expect(refilled.map((events) => events.slice(0, 5))).toEqual(content);
    expect(refilled[0]).toHaveLength(6);
  });

  it("does not skip anything when a batch was on its way", async () => {
    const bench = await archived();
    await bench.command(ann, bench.post("six"));
    let answer = () => {};
    bench.archive.pause = new Promise((resolve) => {
      answer = resolve;
    });
    await bench.passAlarm(2_000);
    bench.archive.lose();
    bench.archive.pause = null;
    const refill = bench.room.upkeep.answer({ do: "refill", newEpoch: false });
    await bench.rest();
    answer();
    await refill;
    await drain(bench);
    expect([...bench.archive.epochs.values()].map((held) => [...held.keys()])).toEqual([
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  it("is nothing to refill from a room that never was", async () => {
    const bench = await RoomBench.empty();
    expect(await bench.room.upkeep.answer({ do: "refill", newEpoch: false })).toMatchObject({
      refusal: { code: "no_such_room" },
    });
  });
});

describe("a room that was fenced off, or that its archive contradicts", () => {
  it("takes a new epoch when the operator says that it is the right one", async () => {
    const bench = await archived();
    for (const held of bench.archive.epochs.values()) held.set(6, '{"another":"event"}');
    const here = await bench.join(bob);
    await bench.command(ann, bench.post("six"));
    await bench.passAlarm(2_000);
    expect(await bench.room.upkeep.answer({ do: "status" })).toMatchObject({
      value: { status: { archived: 5, failures: 1, lastFailure: "disagrees" } },
    });
    expect(await bench.room.upkeep.answer({ do: "refill", newEpoch: true })).toMatchObject({
      ok: true,
    });
    expect(here.closed).toMatchObject({ code: 1011 });
    await drain(bench);
    const copies = [...bench.archive.epochs.values()].map((held) => [...held.keys()]);
    expect(copies).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6],
    ]);
    expect(await bench.room.upkeep.answer({ do: "status" })).toMatchObject({
      value: { status: { archived: 6, failures: 0, lastFailure: null } },
    });
  });
});

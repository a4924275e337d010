import { describe, expect, it } from "vitest";
import { REMEMBER_IDS_MS } from "#protocol/limits.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");

describe("the archive", () => {
  it("gets every event in order, without anyone asking", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await bench.command(ann, bench.post("kept"));
    await bench.passAlarm(2_000);
    expect(bench.archived.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await bench.command(ann, bench.post("kept too"));
    await bench.passAlarm(2_000);
    expect(bench.archived.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("lets the room sleep once all is told", async () => {
    const bench = await RoomBench.withMembers([]);
    await bench.passAlarm(2_000);
    expect(bench.storage.alarmAt).toBeNull();
  });

  it("is not taken for done by a room that has given up meanwhile", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    let answer: () => void = () => undefined;
    const store = bench.archive.store.bind(bench.archive);
    bench.archive.store = async (...batch) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return store(...batch);
    };
    await bench.passAlarm(2_000);
    bench.storage.failure = new Error("disk");
    await bench.command(ann, bench.post("lost?"));
    await bench.wake();
    await bench.command(ann, bench.post("still to be copied"));
    bench.archive.store = store;
    answer();
    await bench.rest();
    // The old room has nothing more to copy, and must not cancel the alarm of the new one.
    expect(bench.storage.alarmAt).not.toBeNull();
    await bench.passAlarm(61_000);
    expect(bench.archived.at(-1)).toMatchObject({ body: "still to be copied" });
  });

  it("is tried again for as long as it fails, and chat goes on", async () => {
    const bench = await RoomBench.withMembers([]);
    bench.archive.failure = new Error("database is away, and this text must not be logged");
    for (let i = 0; i < 30; i += 1) {
      await bench.passAlarm(61_000);
      expect(bench.storage.alarmAt).not.toBeNull();
    }
    expect(await bench.command(ann, bench.post("still here"))).toMatchObject({ ok: true });
    bench.archive.failure = null;
    await bench.passAlarm(61_000);
    expect(bench.archived.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(bench.logged.join("")).not.toContain("this text must not be logged");
  });

  it("goes on after a restart where it had stopped", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await bench.passAlarm(2_000);
    bench.storage.alarmAt = null;
    await bench.command(ann, bench.post("before the crash"));
    await bench.wake();
    await bench.passAlarm(2_000);
    expect(bench.archived.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("is given long logs in pieces, over as many alarms as it takes", async () => {
    const bench = await RoomBench.withMembers([]);
    const posts = Array.from({ length: 11_000 }, (_, i) =>
      bench.room.command(ann, bench.post(`${i}`)),
    );
    await bench.rest();
    await Promise.all(posts);
    await bench.passAlarm(2_000);
    expect(bench.archived.length).toBeLessThan(11_001);
    await bench.passAlarm(2_000);
    expect(bench.archived.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 11_001 }, (_, i) => i + 1),
    );
  }, 30_000);
});

describe("old ids", () => {
  it("are refused before they are forgotten, so that no repeat slips through", async () => {
    const bench = await RoomBench.withMembers([]);
    const posted = bench.post("once");
    await bench.command(ann, posted);
    await bench.clock.pass(REMEMBER_IDS_MS - 60_000);
    expect(await bench.command(ann, posted)).toMatchObject({ value: { repeated: true } });
    await bench.clock.pass(120_000);
    await bench.command(ann, bench.post("something new"));
    await bench.passAlarm(2_000);
    expect([...bench.storage.rows.keys()].filter((key) => key.startsWith("i:"))).toHaveLength(1);
    await bench.wake();
    expect(await bench.command(ann, posted)).toMatchObject({ refusal: { code: "id_stale" } });
  });

  it("from the future are refused", async () => {
    const bench = await RoomBench.withMembers([]);
    const post = bench.post("tomorrow", bench.id(bench.clock.now() + 86_400_000));
    expect(await bench.command(ann, post)).toMatchObject({
      refusal: { code: "id_stale", retryable: false },
    });
  });
});

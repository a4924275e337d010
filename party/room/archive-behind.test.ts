import { describe, expect, it } from "vitest";
import type { HistoryImport } from "#protocol/commands.ts";
import { RoomBench, person } from "../../test/fakes/room-bench.ts";
import {
  BY_TIME,
  HOUR,
  LIMITS,
  SECOND,
  ann,
  bob,
  leftBehind,
  pass,
} from "./archive-behind.test-kit.ts";

async function stateFor(bench: RoomBench): Promise<string | undefined> {
  const [welcome] = (await bench.join(bob)).takeOf("welcome");
  return welcome?.archive;
}

function importOf(bench: RoomBench, lines: number): HistoryImport {
  const yearsAgo = Date.UTC(2004, 5, 1);
  const entries = Array.from({ length: lines }, (_, i) => ({
    type: "message.posted" as const,
    id: bench.id(yearsAgo + i),
    at: yearsAgo + i,
    by: person("Old").person,
    name: "Old",
    body: `line ${i}`,
  }));
  return { type: "history.import", id: bench.id(), entries };
}

describe("an archive that is away", () => {
  it("is told to those who are here after a minute, though nobody writes, and again when it is back", async () => {
    const bench = await leftBehind();
    const here = await bench.join(bob);
    expect(here.takeOf("welcome")).toMatchObject([{ archive: "live" }]);
    await bench.command(ann, bench.post("nobody archives this"));
    await pass(bench, 58 * SECOND);
    expect(here.takeOf("archive")).toEqual([]);
    await pass(bench, 3 * SECOND);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "degraded" }]);
    expect(await stateFor(bench)).toBe("degraded");
    expect(bench.logged.join()).toContain('archive.state {"room":"room-one","state":"degraded"');
    bench.archive.failure = null;
    await pass(bench, 61 * SECOND);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "live" }]);
    expect([...bench.storage.rows.keys()]).not.toContain("archive");
  });

  it("has the age of its oldest event, whatever happens to the room meanwhile", async () => {
    const bench = await leftBehind();
    await bench.command(ann, bench.post("nobody archives this"));
    await pass(bench, 40 * SECOND);
    await bench.wake();
    await bench.command(ann, bench.post("nor this"));
    await bench.clock.pass(21 * SECOND);
    expect(await stateFor(bench)).toBe("degraded");
    await bench.wake();
    expect(await stateFor(bench)).toBe("degraded");
  });

  it("tells a room that slept through it what has changed since it last spoke of it", async () => {
    const bench = await leftBehind();
    const here = await bench.join(bob);
    await bench.command(ann, bench.post("nobody archives this"));
    await pass(bench, 61 * SECOND);
    here.take();
    bench.archive.failure = null;
    await bench.wake();
    await pass(bench, 61 * SECOND);
    expect(here.takeOf("archive")).toEqual([{ t: "archive", state: "live" }]);
  });

  it("costs no row beside the events while it keeps up", async () => {
    const bench = await RoomBench.withMembers(["Bob"], BY_TIME);
    await bench.passAlarm(2 * SECOND);
    const before = new Set(bench.storage.rows.keys());
    await bench.command(ann, bench.post("kept"));
    await bench.passAlarm(2 * SECOND);
    const fresh = [...bench.storage.rows.keys()].filter((key) => !before.has(key));
    expect(fresh.map((key) => key.slice(0, 2)).toSorted()).toEqual(["e:", "i:"]);
  });

  it("is as old as an import is here, not as what was imported", async () => {
    const bench = await leftBehind();
    await bench.command(ann, importOf(bench, 3));
    expect(await stateFor(bench)).toBe("live");
    await pass(bench, 10 * SECOND);
    await bench.wake();
    expect(await stateFor(bench)).toBe("live");
    await pass(bench, 51 * SECOND);
    expect(await stateFor(bench)).toBe("degraded");
  });

  it("is asked ever more seldom, also by a room that sleeps between", async () => {
    const bench = await leftBehind();
    await bench.command(ann, bench.post("nobody archives this"));
    const { calls } = bench.archive;
    for (let i = 0; i < 60; i += 1) {
      await bench.wake();
      await pass(bench, 10 * SECOND);
    }
    // 2, 4, 8, 16, 32, then 60 s apart for ten minutes.
    expect(bench.archive.calls - calls).toBeLessThan(16);
    expect(bench.archive.calls - calls).toBeGreaterThan(10);
  });
});

describe("a room that is too far ahead of its archive", () => {
  /** Six events more than the archive has. */
  async function readOnly(): Promise<RoomBench> {
    const bench = await leftBehind(LIMITS);
    for (let i = 0; i < 6; i += 1) {
      expect(await bench.command(ann, bench.post(`${i}`))).toMatchObject({ ok: true });
    }
    return bench;
  }

  it("takes no commands, and says when to come again", async () => {
    const bench = await readOnly();
    const refused = { ok: false, refusal: { code: "read_only", retryable: true } };
    const answer = await bench.command(ann, bench.post("too much"));
    expect(answer).toMatchObject(refused);
    expect(answer).toMatchObject({ refusal: { retryAfterMs: 15_000 } });
    expect(await bench.command(ann, importOf(bench, 1))).toMatchObject(refused);
    const join = { type: "room.join", id: bench.id() } as const;
    expect(await bench.command(person("Eve"), join)).toMatchObject(refused);
  });

  it("says at once what will never be accepted", async () => {
    const bench = await readOnly();
    expect(await bench.command(ann, bench.post(" "))).toMatchObject({
      refusal: { code: "body_empty" },
    });
  });

  it("answers repeats, lets people leave, and can be read", async () => {
    const bench = await leftBehind(LIMITS);
    const post = bench.post("accepted before");
    await bench.command(ann, post);
    for (let i = 0; i < 5; i += 1) await bench.command(ann, bench.post(`${i}`));
    expect(await bench.command(ann, bench.post("no"))).toMatchObject({ ok: false });
    expect(await bench.command(ann, post)).toMatchObject({ ok: true, value: { repeated: true } });
    const here = await bench.join(bob);
    expect(here.take().slice(0, 3)).toMatchObject([
      { archive: "read_only" },
      { t: "snapshot" },
      { t: "here" },
    ]);
    expect(await bench.room.pages.history(bob, { limit: 40 })).toMatchObject({ ok: true });
    const leave = { type: "room.leave", id: bench.id() } as const;
    expect(await bench.command(bob, leave)).toMatchObject({ ok: true });
  });

  it("keeps the order of what one line says: later ones wait behind the one that was refused", async () => {
    const bench = await readOnly();
    const here = await bench.join(bob);
    here.take();
    const [first, second] = [bench.post("first"), bench.post("second")];
    await bench.sendFrom(here, first);
    await bench.sendFrom(here, second);
    expect(here.takeOf("refused")).toMatchObject([
      { id: first.id, code: "read_only" },
      { id: second.id, code: "held_back" },
    ]);
    bench.archive.failure = null;
    await pass(bench, 61 * SECOND);
    await bench.sendFrom(here, first);
    await bench.sendFrom(here, second);
    expect(here.takeEvents()).toMatchObject([{ body: "first" }, { body: "second" }]);
  });

  it("is so after too long a time, too, and takes commands again as soon as the archive has caught up", async () => {
    const bench = await leftBehind();
    const here = await bench.join(bob);
    await bench.command(ann, bench.post("nobody archives this"));
    await pass(bench, HOUR / 2);
    expect(here.takeOf("archive").map(({ state }) => state)).toEqual(["degraded", "read_only"]);
    expect(await bench.command(ann, bench.post("no"))).toMatchObject({ ok: false });
    bench.archive.failure = null;
    await pass(bench, 61 * SECOND);
    expect(await bench.command(ann, bench.post("yes"))).toMatchObject({ ok: true });
  });
});

describe("whatever becomes of a batch", () => {
  it("an answer that was lost leads to the same content", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    bench.archive.answersToLose = 3;
    await pass(bench, 60 * SECOND);
    await bench.command(ann, bench.post("after"));
    await pass(bench, 60 * SECOND);
    expect(bench.archive.taken).toHaveLength(5);
    expect([...(bench.archive.epochs.values().next().value?.keys() ?? [])]).toEqual([1, 2, 3]);
  });

  it("a crash after the archive has it and before the room knows leads to the same content", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    bench.storage.failure = new Error("power cut");
    await bench.passAlarm(2 * SECOND);
    expect(bench.storage.alarmAt).not.toBeNull();
    expect(bench.storage.rows.has("archived")).toBe(false);
    await bench.wake();
    await pass(bench, 60 * SECOND);
    expect(bench.archive.taken.map((batch) => batch.length)).toEqual([2, 2]);
    expect(bench.storage.rows.get("archived")).toBe("2");
  });
});

it("the next try is set before the archive is asked, so that no end of the process ends the copying", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  let answer = () => {};
  bench.archive.pause = new Promise((resolve) => {
    answer = resolve;
  });
  await bench.passAlarm(2 * SECOND);
  expect(bench.archive.taken).toHaveLength(1);
  expect(bench.storage.alarmAt).not.toBeNull();
  answer();
  await bench.rest();
  expect(bench.storage.alarmAt).toBeNull();
});

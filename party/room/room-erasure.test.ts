import { describe, expect, it } from "vitest";
import { PATIENT, RoomBench } from "../../test/fakes/room-bench.ts";
import {
  ann,
  bob,
  NAME,
  SECOND_MS,
  talked,
  erase,
  pageOf,
  isStoredWithName,
  rest,
} from "./room-erasure.test-kit.ts";

describe("when someone's account is deleted", () => {
  it("they are no member, their sockets close, and their words stay under no name", async () => {
    const bench = await talked();
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    await erase(bench);
    expect(annHere.takeEvents()).toMatchObject([
      { type: "member.erased", by: bob.person, name: "" },
    ]);
    expect(bobHere.closed?.code).toBe(4403);
    const events = await pageOf(bench);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(events.filter(({ by }) => by === bob.person)).toMatchObject([
      { type: "member.joined", name: "" },
      { body: "word 1", name: "" },
      { body: "word 2", name: "" },
      { body: "word 3", name: "" },
      { type: "member.renamed", name: "", to: "" },
      { type: "member.erased", name: "" },
    ]);
    expect((await bench.join(ann)).frames.join("")).not.toMatch(NAME);
  });

  it("nobody hears the name any more, also from a room that wakes before it has rewritten anything", async () => {
    const bench = await talked();
    await erase(bench);
    expect(isStoredWithName(bench)).toBe(true);
    await bench.wake();
    const snapshot = await bench.join(ann);
    const [{ epoch } = { epoch: null }] = snapshot.takeOf("welcome");
    const resumed = await bench.join(ann, 1, epoch);
    expect([...snapshot.frames, ...resumed.frames].join("")).not.toMatch(NAME);
    expect(JSON.stringify(await pageOf(bench))).not.toMatch(NAME);
  });

  it("storage and archive are rid of the name by themselves, and nothing else of them has changed", async () => {
    const bench = await talked();
    await rest(bench);
    expect(bench.archive.texts().join("")).toMatch(NAME);
    const before = await pageOf(bench);
    await erase(bench);
    await rest(bench);
    expect(isStoredWithName(bench)).toBe(false);
    expect(bench.archive.texts().join("")).not.toMatch(NAME);
    await bench.wake();
    const after = await pageOf(bench);
    expect(after.slice(0, -1)).toEqual(
      before.map((event) => ({
        ...event,
        ...(event.by === bob.person ? { name: "" } : {}),
        ...(event.type === "member.renamed" ? { to: "" } : {}),
      })),
    );
    expect(bench.archive.texts()).toEqual(after.map((event) => JSON.stringify(event)));
  });

  it("a long log is rewritten page by page, and goes on where it was when the room falls over", async () => {
    const bench = await talked(200);
    await erase(bench);
    const { room } = bench;
    const { commits } = bench.storage;
    for (let tries = 0; isStoredWithName(bench); tries += 1) {
      expect(tries).toBeLessThan(100);
      // The process ends before its next write, wherever it is, and the host tries the alarm again.
      bench.storage.failure = tries % 3 === 1 ? new Error("the power is gone") : null;
      await bench.alarm();
      bench.storage.failure = null;
      await bench.wake();
    }
    expect(bench.room).not.toBe(room);
    expect(bench.storage.commits).toBeGreaterThan(commits + 7);
    expect((await pageOf(bench)).filter(({ by }) => by === bob.person)).toHaveLength(200);
    await rest(bench);
    expect(bench.archive.texts().join("")).not.toMatch(NAME);
  });

  it("what one alarm leaves is for the next, which is set, also by a room that wakes in between", async () => {
    const bench = await talked(700);
    await erase(bench);
    await bench.passAlarm(SECOND_MS);
    expect(bench.archive.texts()).toHaveLength(704);
    expect(isStoredWithName(bench)).toBe(true);
    expect(bench.storage.alarmAt).not.toBeNull();
    bench.storage.alarmAt = null;
    await bench.wake();
    expect(bench.storage.alarmAt).not.toBeNull();
    await rest(bench);
    expect(isStoredWithName(bench)).toBe(false);
    bench.storage.alarmAt = null;
    await bench.wake();
    expect(bench.storage.alarmAt).toBeNull();
  });

  it("telling it twice is one event, and whatever they still send is too late", async () => {
    const bench = await talked();
    const post = bench.post("on its way");
    await erase(bench);
    expect(await erase(bench)).toEqual({ ok: true, value: { events: [], repeated: true } });
    for (const command of [{ type: "room.join" as const, id: bench.id() }, post]) {
      expect(await bench.command(bob, command)).toMatchObject({
        refusal: { code: "unauthenticated" },
      });
    }
    await bench.wake();
    expect(await bench.command(bob, { type: "room.join", id: bench.id() })).toMatchObject({
      refusal: { code: "unauthenticated" },
    });
  });

  it("what came in with it in the same beat is told in order, and then by no name", async () => {
    const bench = await talked();
    const said = bench.room.command(bob, bench.post("last words"));
    const gone = bench.room.command(bob, { type: "member.erase", id: bench.id() });
    const late = bench.room.command(bob, { type: "room.join", id: bench.id() });
    await bench.rest();
    expect([(await said).ok, (await gone).ok, (await late).ok]).toEqual([true, true, false]);
    expect(await pageOf(bench)).toMatchObject([
      ...Array.from({ length: 6 }, () => ({})),
      { body: "last words", name: "" },
      { type: "member.erased" },
    ]);
    await rest(bench);
    expect(isStoredWithName(bench)).toBe(false);
  });

  it("repeats of what they once said are still told from news", async () => {
    const bench = await talked(0);
    const post = bench.post("once");
    await bench.command(bob, post);
    await erase(bench);
    await rest(bench);
    await bench.wake();
    expect(await bench.command(bob, post)).toMatchObject({
      value: { events: [{ body: "once", name: "" }], repeated: true },
    });
    expect(await bench.command(bob, { ...post, body: "twice" } as typeof post)).toMatchObject({
      refusal: { code: "id_reused" },
    });
  });

  it("someone who left the room long ago is forgotten all the same", async () => {
    const bench = await talked();
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    expect(await erase(bench)).toMatchObject({ value: { events: [{ type: "member.erased" }] } });
    expect(JSON.stringify(await pageOf(bench))).not.toMatch(NAME);
  });

  it("history that is brought along later names them no more", async () => {
    const bench = await talked(0);
    await erase(bench);
    const { person: by } = bob;
    const entry = {
      type: "message.posted" as const,
      id: bench.id(1e12),
      at: 1e12,
      by,
      name: "Bob",
      body: "long ago",
    };
    await bench.command(ann, { type: "history.import", id: bench.id(), entries: [entry] });
    expect((await pageOf(bench)).at(-1)).toMatchObject({ body: "long ago", name: "" });
    expect(isStoredWithName(bench)).toBe(true);
    await rest(bench);
    expect(isStoredWithName(bench)).toBe(false);
  });

  it("is possible also while the room takes no commands", async () => {
    const bench = await RoomBench.withMembers(["Bob"], {
      ...PATIENT,
      archiveReadOnlyAfterMs: 1_000,
    });
    bench.archive.failure = new Error("away");
    await bench.passAlarm(60_000);
    expect(await bench.command(ann, bench.post("hm"))).toMatchObject({
      refusal: { code: "read_only" },
    });
    expect((await erase(bench)).ok).toBe(true);
    bench.archive.failure = null;
    await bench.clock.pass(120_000);
    await rest(bench);
    expect(bench.archive.texts().join("")).not.toMatch(NAME);
  });

  it("is no event in a room that does not exist", async () => {
    const bench = await RoomBench.empty();
    expect(await erase(bench)).toMatchObject({ refusal: { code: "no_such_room" } });
  });
});

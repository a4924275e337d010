import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { ROOM_LIMITS, TYPING_NAMES_UP_TO } from "#protocol/limits.ts";
import { PING } from "#protocol/up.ts";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const HELLO = { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 };

/** A room with the limits that operators get, in which nobody has used any of them up. */
async function newBench(limits = ROOM_LIMITS) {
  const bench = await RoomBench.withMembers(["Bob"], limits);
  await bench.clock.pass(60_000);
  return bench;
}

describe("someone who floods", () => {
  it("is cut off for saying hello too often, on however many sockets", async () => {
    const bench = await newBench();
    const sockets = [await bench.connect(bob), await bench.connect(bob)];
    for (let i = 0; i < ROOM_LIMITS.entryBurst; i += 1) {
      for (const socket of sockets) await bench.say(socket, HELLO);
    }
    for (const socket of sockets) expect(socket.closed).toMatchObject({ code: CLOSE.tooMany });
    const snapshots = sockets.flatMap((socket) => socket.takeOf("snapshot"));
    // The clock goes on a little while they speak.
    expect(snapshots.length - ROOM_LIMITS.entryBurst).toBeLessThan(3);
    expect((await bench.join(ann)).closed).toBeNull();
  });

  it("gets no more tickets for a while, and is told how long", async () => {
    const bench = await newBench();
    const answers = Array.from({ length: 100 }, () => bench.room.admits(bob));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(ROOM_LIMITS.entryBurst);
    const refused = { code: "rate_limited", retryable: true, retryAfterMs: 1_000 };
    expect(answers.at(-1)).toMatchObject({ refusal: refused });
    expect(bench.room.admits(ann)).toEqual({ ok: true, value: null });
    await bench.clock.pass(1_000);
    expect(bench.room.admits(bob).ok).toBe(true);
  });

  it("gets no more pages of history for a while", async () => {
    const bench = await newBench();
    const pages = await Promise.all(
      Array.from({ length: 100 }, () => bench.room.pages.history(bob, { limit: 1 })),
    );
    expect(pages.filter(({ ok }) => ok)).toHaveLength(ROOM_LIMITS.pageBurst);
    expect(pages.at(-1)).toMatchObject({ refusal: { code: "rate_limited", retryAfterMs: 200 } });
    expect((await bench.room.pages.history(ann, { limit: 1 })).ok).toBe(true);
  });

  it("pays as for a hello when a request has to be told everything", async () => {
    const bench = await newBench({ ...ROOM_LIMITS, pollBurst: 1e6 });
    const ask = () =>
      bench.room.listen(bob, { epoch: null, cursor: 0, waitMs: 0, sessionExpiresAt: 1e15 });
    const answers = await Promise.all(Array.from({ length: 100 }, ask));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(ROOM_LIMITS.entryBurst);
    expect(answers.at(-1)).toMatchObject({ refusal: { code: "rate_limited" } });
  });

  it("gets no more answers to repeats by HTTP than a socket has frames", async () => {
    const bench = await newBench();
    const post = bench.post("again and again");
    const repeats = Array.from({ length: 200 }, () => bench.room.command(bob, post));
    await bench.rest();
    const answers = await Promise.all(repeats);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(ROOM_LIMITS.framesPerMinute);
    expect(answers.at(-1)).toMatchObject({ refusal: { code: "rate_limited" } });
    expect((await bench.command(ann, bench.post("not my doing"))).ok).toBe(true);
  });
});

describe("signals", () => {
  it("write nothing, and set no alarm", async () => {
    const bench = await RoomBench.withMembers(["Bob"], PATIENT);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    await bench.passAlarm(2_000);
    const { commits, alarmAt } = bench.storage;
    const said = [
      { t: "typing", on: true },
      { t: "typing", on: true, thread: 1 },
      PING,
      { t: "mark", n: 1 },
      HELLO,
      "{",
    ];
    for (let i = 0; i < 50; i += 1) await bench.say(bobHere, said[i % said.length]);
    bench.room.signals.typing(bob, { on: true, thread: 1 });
    bench.room.disconnect(bobHere);
    await bench.clock.pass(60_000);
    expect(annHere.takeOf("presence").at(-1)).toMatchObject({ gone: [bob.person] });
    expect(bench.storage).toMatchObject({ commits, alarmAt });
  });

  it("wake a room that sleeps to no work at all", async () => {
    const bench = await RoomBench.withMembers(["Bob"], PATIENT);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    await bench.passAlarm(2_000);
    await bench.wake();
    annHere.take();
    const { commits } = bench.storage;
    await bench.say(bobHere, { t: "typing", on: true });
    await bench.say(bobHere, PING);
    expect(annHere.takeOf("typing")).toHaveLength(1);
    expect(bench.storage).toMatchObject({ commits, alarmAt: null });
    expect(bench.clock.hasTimers).toBe(false);
    await bench.command(ann, bench.post("work"));
    expect(bench.storage.alarmAt).not.toBeNull();
  });

  it("about typing are left out of a beat with much in it, and where nobody would be named", async () => {
    const bench = await RoomBench.withMembers(["Bob"], PATIENT);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    const typing = () => bench.room.receive(bobHere, JSON.stringify({ t: "typing", on: true }));
    void typing();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.command(ann, bench.post(`word ${i}`))),
    );
    expect(annHere.take().map(({ t }) => t)).toEqual(["events"]);
    void typing();
    await bench.command(ann, bench.post("a word"));
    expect(annHere.take().map(({ t }) => t)).toEqual(["events", "typing"]);

    for (let i = 0; i < TYPING_NAMES_UP_TO; i += 1) {
      const guest = person(`Guest${i}`);
      await bench.command(guest, { type: "room.join", id: bench.id() });
      await bench.join(guest);
    }
    annHere.take();
    void typing();
    await bench.command(ann, bench.post("in a crowd"));
    expect(annHere.take().map(({ t }) => t)).toEqual(["events"]);
  });
});

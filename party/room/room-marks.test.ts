import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import type { ImportEntry } from "#protocol/commands.ts";
import { MARK_EVERY_UNITS, MARK_TIMEOUT_MS, ROOM_LIMITS } from "#protocol/limits.ts";
import { PING } from "#protocol/up.ts";
import { PATIENT, person, RoomBench, type FakePeer } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const LONG = "a long message ".repeat(260);
/** Long messages that fill the distance between two marks. */
const A_MARKS_WORTH = Math.ceil(MARK_EVERY_UNITS / LONG.length);

async function talk(bench: RoomBench, messages: number): Promise<void> {
  for (let i = 0; i < messages; i += 1) await bench.command(ann, bench.post(LONG));
}

/** Reads all that has come, and says each mark back. */
async function read(bench: RoomBench, peer: FakePeer): Promise<{ seqs: number[]; marks: number }> {
  const messages = peer.take();
  const marks = messages.filter(({ t }) => t === "mark");
  for (const mark of marks) await bench.say(peer, mark);
  const seqs = messages.flatMap((message) =>
    message.t === "events" ? message.events.map(({ seq }) => seq) : [],
  );
  return { seqs, marks: marks.length };
}

function aMarksWorth(bench: RoomBench): ImportEntry[] {
  return Array.from({ length: A_MARKS_WORTH }, () => ({
    type: "message.posted",
    id: bench.id(),
    at: bench.clock.now(),
    by: ann.person,
    name: ann.name,
    body: LONG,
  }));
}

describe("a reader that does not read", () => {
  it("is cut off, while another hears everything", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [deaf, reader] = [await bench.join(bob), await bench.join(ann)];
    const heard: number[] = (await read(bench, reader)).seqs;
    for (let i = 0; i < 6; i += 1) {
      await talk(bench, A_MARKS_WORTH);
      heard.push(...(await read(bench, reader)).seqs);
    }
    expect(deaf.closed).toMatchObject({ code: CLOSE.tooSlow });
    expect(reader.closed).toBeNull();
    expect(heard).toEqual(Array.from({ length: 6 * A_MARKS_WORTH }, (_, i) => i + 3));
  });

  it("is cut off after a while in a room where little is said", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const deaf = await bench.join(bob);
    await talk(bench, A_MARKS_WORTH);
    await bench.clock.pass(MARK_TIMEOUT_MS + 1);
    expect(deaf.closed).toBeNull();
    await bench.command(ann, bench.post("anyone there?"));
    expect(deaf.closed).toMatchObject({ code: CLOSE.tooSlow });
  });

  it("hears nothing more, gives its seat up and counts as gone, though its socket lingers", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const deaf = await bench.join(bob);
    await talk(bench, A_MARKS_WORTH * 5);
    expect(deaf.closed).toMatchObject({ code: CLOSE.tooSlow });
    // As a host that cannot tell its peer of the end.
    deaf.closed = null;
    deaf.take();
    const annHere = await bench.join(ann);
    await bench.clock.pass(31_000);
    expect(annHere.takeOf("presence").at(-1)).toMatchObject({ gone: [bob.person] });
    await bench.command(ann, bench.post("and then"));
    await bench.say(deaf, PING);
    expect(deaf.take()).toEqual([]);
    for (let i = 0; i < 5; i += 1) expect((await bench.connect(bob)).closed).toBeNull();
  });

  it("resumes where it was", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const deaf = await bench.join(bob);
    const [{ epoch, head } = { epoch: "", head: 0 }] = deaf.takeOf("welcome");
    await talk(bench, A_MARKS_WORTH * 5);
    const back = await bench.join(bob, head, epoch);
    // More than a resume may hold: it is told so, and starts anew at the head.
    expect(back.take().map(({ t }) => t)).toContain("snapshot");
    await bench.command(ann, bench.post("welcome back"));
    expect(back.takeEvents()).toMatchObject([{ body: "welcome back" }]);
  });

  it("is asked anew after the room has slept", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const reader = await bench.join(bob);
    await talk(bench, A_MARKS_WORTH);
    await bench.wake();
    await bench.clock.pass(MARK_TIMEOUT_MS * 2);
    await read(bench, reader);
    await bench.command(ann, bench.post("good morning"));
    expect(reader.closed).toBeNull();
    expect(reader.takeEvents()).toMatchObject([{ body: "good morning" }]);
  });
});

describe("a mark", () => {
  it("that is waited for costs its reader nothing, and any other is a frame", async () => {
    const bench = await RoomBench.withMembers(["Bob"], { ...PATIENT, framesPerMinute: 30 });
    const reader = await bench.join(bob);
    for (let spent = 0; spent < 25; spent += 1) await bench.say(reader, { t: "ping" });
    let marks = 0;
    for (let i = 0; i < 20; i += 1) {
      // One request, which costs its writer one frame of their own.
      await bench.command(ann, {
        type: "history.import",
        id: bench.id(),
        entries: aMarksWorth(bench),
      });
      marks += (await read(bench, reader)).marks;
    }
    expect(marks).toBeGreaterThanOrEqual(20);
    expect(reader.closed).toBeNull();
    for (let i = 0; i < 10; i += 1) await bench.say(reader, { t: "mark", n: 1 });
    expect(reader.closed).toMatchObject({ code: CLOSE.tooMany });
  });

  it("may be said back in other words, at the price of a frame", async () => {
    const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
    const reader = await bench.join(bob);
    await bench.clock.pass(60_000);
    for (let i = 0; i < A_MARKS_WORTH; i += 1) {
      await bench.command(ann, bench.post(LONG));
      await bench.clock.pass(1_000);
    }
    for (const { n } of reader.takeOf("mark"))
      await bench.say(reader, `{ "n": ${n}, "t": "mark" }`);
    await bench.clock.pass(MARK_TIMEOUT_MS * 2);
    await bench.command(ann, bench.post("still here?"));
    expect(reader.closed).toBeNull();
  });
});

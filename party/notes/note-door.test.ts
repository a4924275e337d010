import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { MAX_NOTE_SOCKETS_PER_PERSON, NOTE_LEASE_MS } from "#protocol/notes/limits.ts";
import { PING } from "#protocol/up.ts";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";
import { both } from "./note.test-kit.ts";

describe("a line to a note", () => {
  it("ends when it says too much, and comes back", async () => {
    const { bench, ann, bob } = await both({ noteUpdatesPerSecond: 50 });
    for (let i = 0; i < 100; i += 1) ann.type("x");
    await bench.rest();
    expect(ann.peer?.closed).toBe(CLOSE.tooMany);
    await bench.connect(ann);
    await bench.rest();
    expect(bob.text).toBe(ann.text);
    expect(ann.saved).toBe(ann.sent);
  });

  it("is opened by a ticket once, and by no more of one person than there may be", async () => {
    const { bench, ann } = await both();
    const spent = bench.claims(ann.by);
    await bench.connect(ann, spent);
    await bench.connect(ann, spent);
    expect(ann.peer?.closed).toBe(CLOSE.session);
    const lines: BenchEditor[] = [];
    for (let i = 0; i <= MAX_NOTE_SOCKETS_PER_PERSON; i += 1) lines.push(await bench.enter("Zoe"));
    expect(lines.map(({ peer }) => peer?.closed)).toEqual([
      ...Array.from({ length: MAX_NOTE_SOCKETS_PER_PERSON }, () => null),
      CLOSE.tooMany,
    ]);
  });

  it("is not there for whoever is not in the room", async () => {
    const bench = await NoteBench.open();
    bench.room.set("p-eve", "not_member");
    const eve = await bench.enter("Eve");
    expect(eve.peer?.closed).toBe(CLOSE.notMember);
    expect(eve.heard).toEqual([]);
    bench.room.set("p-eve", "unavailable");
    await bench.connect(eve);
    expect(eve.peer?.closed).toBe(CLOSE.fault);
  });

  it("ends when the room says that its person has left, or that its session is over", async () => {
    const { bench, ann, bob } = await both();
    const eve = await bench.enter("Eve");
    await bench.note.gone({ people: [bob.by.person], sessions: [eve.by.session] });
    expect([bob.peer?.closed, eve.peer?.closed]).toEqual([CLOSE.notMember, CLOSE.session]);
    // Tickets that were given before open nothing, also after sleep.
    await bench.wake();
    await bench.connect(eve);
    expect(eve.peer?.closed).toBe(CLOSE.session);
    const words = bob.text;
    ann.type(" and on");
    await bench.rest();
    expect([ann.saved, bob.text]).toEqual([ann.sent, words]);
  });

  it("ends within a minute of talk when the room has said nothing, and its person is not in it any more", async () => {
    const { bench, ann, bob } = await both();
    bench.room.set(bob.by.person, "not_member");
    await bench.pass(NOTE_LEASE_MS);
    const { asked } = bench;
    ann.type("somebody writes");
    await bench.rest();
    expect(bob.peer?.closed).toBe(CLOSE.notMember);
    expect(ann.peer?.closed).toBeNull();
    ann.type("and again");
    await bench.rest();
    expect(bench.asked).toBe(asked + 2);
  });

  it("ends for whoever becomes a reader, although their token says otherwise", async () => {
    const { bench, ann, bob } = await both();
    await bench.note.roleIs(bob.by.person, "guest");
    expect(bob.peer?.closed).toBe(CLOSE.session);
    await bench.wake();
    await bench.connect(bob);
    expect(bob.said("welcome")).toMatchObject([{ t: "welcome", mayWrite: false }]);
    bob.write("all the same");
    await bench.rest();
    expect(ann.text).not.toContain("all the same");
    // By then no such token is left.
    await bench.pass(600_000);
    await bench.connect(bob);
    expect(bob.said("welcome")).toMatchObject([{ t: "welcome", mayWrite: true }]);
  });

  it("hears nothing after its session, and is told so", async () => {
    const { bench, ann, bob } = await both();
    await bench.pass(2 * 3_600_000);
    await bench.connect(ann);
    ann.type("late");
    await bench.rest();
    expect(bob.text).not.toContain("late");
    expect(bob.peer?.closed).toBe(CLOSE.session);
  });

  it("answers a ping, and understands no other word", async () => {
    const { bench, ann } = await both();
    await bench.say(ann, PING);
    expect(ann.said("pong")).toHaveLength(1);
    await bench.say(ann, "hello?");
    await bench.say(ann, '{"t":"typing","on":true}');
    expect(ann.said("refused").map(({ code }) => code)).toEqual(["malformed", "unknown_type"]);
    expect(ann.peer?.closed).toBeNull();
  });
});

import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { RoomId } from "#protocol/ids.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { SocketEvents } from "../line/line.ts";
import { FakeNoteRequests } from "./fake-note-requests.test-kit.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { NoteLine, type LineFacts } from "./note-line.ts";
import { ASK_PACE_MS, GATHER_MS, polledNotes } from "./polled-note.ts";
import { quietAwareness } from "./quiet-awareness.ts";

const TEA = v.parse(RoomId, "tea");

let clock: HandClock;
let server: FakeNote;
let requests: FakeNoteRequests;

beforeEach(() => {
  clock = new HandClock();
  server = new FakeNote();
  requests = new FakeNoteRequests(server);
});

describe("a note without a socket", () => {
  it("has what the server has, and hears what others write and take out", async () => {
    server.write(paragraph("old"));
    const ann = await editor();
    expect([ann.text, ann.facts.isSaved]).toEqual(["<p>old</p>", true]);
    expect(ann.facts.connection).toEqual({ at: "live", withoutSocket: true });
    server.write(paragraph("new"));
    await pass(ASK_PACE_MS);
    expect(ann.text).toBe("<p>old</p><p>new</p>");
    server.write((doc) => doc.getXmlFragment("note").delete(0, 1));
    await pass(ASK_PACE_MS);
    expect(ann.text).toBe("<p>new</p>");
  });

  it("writes what is typed within a moment in one request, and says that it is saved when that is answered", async () => {
    const ann = await editor();
    requests.holdsBack = true;
    for (let i = 0; i < 5; i += 1) {
      ann.write(String(i));
      await pass(GATHER_MS / 6);
    }
    expect([requests.posted, ann.facts.isSaved]).toEqual([[], false]);
    await pass(GATHER_MS);
    expect(requests.posted).toHaveLength(1);
    expect([server.text, ann.facts.isSaved]).toEqual([ann.text, false]);
    // What is written meanwhile is not saved by that.
    ann.write("late");
    requests.letGo();
    await settle();
    expect(ann.facts.isSaved).toBe(false);
    await pass(GATHER_MS);
    expect([server.text, ann.facts.isSaved]).toEqual([ann.text, true]);
  });

  it("brings what was written without any line, in parts that the server takes", async () => {
    const ann = await editor((doc) => {
      for (let i = 0; i < 2_000; i += 1) paragraph(`${i} ${"tea ".repeat(30)}`)(doc);
    });
    expect(ann.facts.isSaved).toBe(false);
    await pass(30_000);
    expect([server.text, ann.facts.isSaved]).toEqual([ann.text, true]);
    expect(requests.posted.length).toBeGreaterThan(2);
    expect(Math.max(...requests.posted)).toBeLessThanOrEqual(MAX_NOTE_UPDATE_BYTES);
  });

  it("waits as long as the server says where it was too much, and neither loses nor doubles anything", async () => {
    const ann = await editor();
    requests.refusesWriting.push(["rate_limited", 4_000]);
    requests.refusesReading.push(["rate_limited", 2_000]);
    ann.write("tea");
    await pass(GATHER_MS + 3_900);
    expect(requests.posted).toEqual([]);
    await pass(200);
    expect([server.text, ann.facts.isSaved]).toEqual(["<p>tea</p>", true]);
    server.write(paragraph("milk"));
    await pass(5_000);
    expect(ann.text).toBe("<p>tea</p><p>milk</p>");
    expect(ann.ends).toEqual([]);
  });

  it.each(["offline", "unavailable", "note_out_of_step", "not_found"] as const)(
    "comes back after %s, and sends what was not taken",
    async (trouble) => {
      const ann = await editor();
      requests.refusesWriting.push([trouble]);
      ann.write("tea");
      await pass(GATHER_MS);
      expect([ann.ends.length, ann.facts.isSaved]).toEqual([1, false]);
      await pass(5_000);
      expect([server.text, ann.facts.isSaved]).toEqual(["<p>tea</p>", true]);
    },
  );

  it.each(["malformed", "note_not_yours"] as const)(
    "does not come back with what is %s",
    async (code) => {
      const ann = await editor();
      requests.refusesWriting.push([code]);
      ann.write("tea");
      await pass(GATHER_MS);
      expect([ann.facts.refused, ann.facts.isOver]).toEqual([code, true]);
      const { length } = requests.asked;
      await pass(120_000);
      expect(requests.asked).toHaveLength(length);
    },
  );

  it("that is full says so, and tries again later", async () => {
    const ann = await editor();
    requests.refusesWriting.push(["note_full"]);
    ann.write("tea");
    await pass(GATHER_MS);
    expect([ann.facts.refused, ann.facts.isOver]).toEqual(["note_full", false]);
    await pass(5_000);
    expect([ann.facts.refused, ann.facts.isSaved]).toEqual([null, true]);
  });

  it("that is full takes first what makes room in it, and then the rest", async () => {
    const ann = await editor(paragraph("long ".repeat(100)));
    await pass(GATHER_MS);
    server.most = server.text.length;
    ann.write("one more");
    await pass(GATHER_MS);
    expect(ann.facts.refused).toBe("note_full");
    ann.takeOut(0);
    await pass(30_000);
    expect([server.text, ann.facts.isSaved]).toEqual(["<p>one more</p>", true]);
    expect(ann.ends).toHaveLength(1);
  });

  it("hears that one only reads from now on", async () => {
    const ann = await editor();
    server.mayWrite = false;
    ann.write("tea");
    await pass(5_000);
    expect(ann.facts.mayWrite).toBe(false);
    expect([requests.posted, server.text]).toEqual([[], ""]);
  });

  it.each([
    ["not_member", "not_member"],
    ["no_such_room", "no_such_room"],
  ] as const)("ends for good where one may not be (%s)", async (code, why) => {
    const ann = await editor();
    requests.refusesReading.push([code]);
    server.write(paragraph("x"));
    await pass(ASK_PACE_MS);
    expect(ann.facts.connection).toEqual({ at: "closed", why });
  });

  it("is not taken for one's own by what somebody else has answered", async () => {
    const ann = await editor();
    const missed = requests.missed.bind(requests);
    requests.missed = () =>
      Promise.resolve({ ok: true, value: new TextEncoder().encode("<html>Sign in to Wi-Fi") });
    server.write(paragraph("x"));
    await pass(ASK_PACE_MS * 2);
    expect(ann.facts.connection.at).toBe("offline");
    requests.missed = missed;
    await pass(30_000);
    expect(ann.text).toBe("<p>x</p>");
  });

  it("asks no more when it is closed", async () => {
    const ann = await editor();
    ann.line.close();
    const { length } = requests.asked;
    server.write(paragraph("x"));
    await pass(60_000);
    expect([requests.asked.length, clock.nextIn]).toEqual([length, null]);
  });
});

function paragraph(words: string) {
  return (doc: Y.Doc) => {
    const element = new Y.XmlElement("p");
    element.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment("note").push([element]);
  };
}

/** One editor whose line goes by requests, with what it has written before it came. */
async function editor(before: (doc: Y.Doc) => void = () => undefined) {
  const doc = new Y.Doc();
  before(doc);
  let facts: LineFacts | null = null;
  const ends: number[] = [];
  const open = polledNotes(requests, clock);
  const line = new NoteLine(
    {
      clock,
      random: () => 0.5,
      openSocket: (ticket, events) => open(TEA, ticket, watched(events, ends)),
      ticket: () => Promise.resolve({ ok: true, value: { ticket: "t", sessionExpiresAt: 1e15 } }),
      refreshSession: () => Promise.resolve({ ok: true, value: null }),
      onWake: () => () => undefined,
    },
    doc,
    quietAwareness(doc),
    (now) => {
      facts = now;
    },
  );
  line.enter();
  await settle();
  return {
    line,
    ends,
    get facts() {
      if (!facts) throw new RangeError("nothing was told yet");
      return facts;
    },
    get text() {
      return doc.getXmlFragment("note").toJSON();
    },
    write: (words: string) => paragraph(words)(doc),
    takeOut: (at: number) => doc.getXmlFragment("note").delete(at),
  };
}

/** As a door of either kind says what carries the line. */
function watched(events: SocketEvents, ends: number[]): SocketEvents {
  return {
    ...events,
    opened: () => events.opened("requests"),
    lost: (code) => {
      ends.push(code);
      events.lost(code);
    },
  };
}

/** Time passes so that answers come in between, as they do. */
async function pass(ms: number) {
  const step = 50;
  for (let passed = 0; passed < ms; passed += step) {
    clock.advance(Math.min(step, ms - passed));
    await settle();
  }
}

async function settle() {
  await new Promise((resolve) => setImmediate(resolve));
}

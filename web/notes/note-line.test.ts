import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#protocol/close-codes.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { ANSWER_TIMEOUT_MS, NoteLine, type LineFacts } from "./note-line.ts";
import { quietAwareness } from "./quiet-awareness.ts";
import { PACE_MS } from "./outgoing.ts";

let clock: HandClock;
let server: FakeNote;

beforeEach(() => {
  clock = new HandClock();
  server = new FakeNote();
});

/** One editor without a screen. */
function editor(person = "ann") {
  const doc = new Y.Doc();
  const awareness = quietAwareness(doc);
  let facts: LineFacts | null = null;
  const line = new NoteLine(
    {
      clock,
      random: () => 0.5,
      openSocket: server.socketsOf(person),
      ticket: () => Promise.resolve({ ok: true, value: { ticket: "t", sessionExpiresAt: 1e15 } }),
      refreshSession: () => Promise.resolve({ ok: true, value: null }),
      onWake: () => () => undefined,
    },
    doc,
    awareness,
    (now) => {
      facts = now;
    },
  );
  const note = doc.getXmlFragment("note");
  return {
    doc,
    awareness,
    line,
    get facts() {
      if (!facts) throw new RangeError("nothing was told yet");
      return facts;
    },
    get text() {
      return note.toJSON();
    },
    write(words: string) {
      const paragraph = new Y.XmlElement("p");
      paragraph.insert(0, [new Y.XmlText(words)]);
      note.push([paragraph]);
    },
  };
}

const isSaved = ({ facts }: { facts: LineFacts }) => facts.isSaved;

describe("a note's line", () => {
  it("brings each side what the other has, and then all that is written", () => {
    server.write((doc) => doc.getXmlFragment("note").push([new Y.XmlElement("old")]));
    const [ann, bob] = [editor("ann"), editor("bob")];
    ann.write("tea");
    ann.line.enter();
    bob.line.enter();
    bob.write("milk");
    clock.advance(PACE_MS);
    for (const words of ["<old></old>", "<p>tea</p>", "<p>milk</p>"]) {
      expect(ann.text).toContain(words);
    }
    expect([bob.text, server.text]).toEqual([ann.text, ann.text]);
  });

  it("says that all is saved only when the server has said so of everything", () => {
    server.savesAtOnce = false;
    const ann = editor();
    ann.line.enter();
    expect(isSaved(ann)).toBe(true);
    ann.write("tea");
    expect(isSaved(ann)).toBe(false);
    ann.write("and milk");
    server.save();
    // The second has not gone out yet, and the server could not have meant it.
    expect(isSaved(ann)).toBe(false);
    clock.advance(PACE_MS);
    expect(isSaved(ann)).toBe(false);
    server.save();
    expect(isSaved(ann)).toBe(true);
  });

  it("sends again what was on its way when the line ended, and nothing that had come", () => {
    server.savesAtOnce = false;
    const ann = editor();
    ann.line.enter();
    ann.write("tea");
    server.isReachable = false;
    ann.write("milk");
    clock.advance(PACE_MS);
    server.end();
    expect(isSaved(ann)).toBe(false);
    expect(ann.facts.connection.at).toBe("offline");
    ann.write("sugar");

    server.isReachable = true;
    server.savesAtOnce = true;
    server.taken.length = 0;
    clock.advance(1_000);
    expect(server.text).toBe("<p>tea</p><p>milk</p><p>sugar</p>");
    expect(server.taken).toHaveLength(1);
    expect(isSaved(ann)).toBe(true);

    server.end();
    clock.advance(1_000);
    expect(server.taken).toHaveLength(1);
    expect(isSaved(ann)).toBe(true);
  });

  it("knows until all is saved that something was written here, and not what the disk brings", () => {
    server.savesAtOnce = false;
    const ann = editor();
    const stored = new Y.Doc();
    stored.getText("note").insert(0, "kept");
    Y.applyUpdate(ann.doc, Y.encodeStateAsUpdate(stored), "disk");
    ann.line.enter();
    expect(ann.facts.isUnsent).toBe(false);
    server.save();
    ann.write("tea");
    clock.advance(PACE_MS);
    expect(ann.facts.isUnsent).toBe(true);
    server.end();
    expect(ann.facts.isUnsent).toBe(true);
    clock.advance(1_000);
    server.save();
    expect(ann.facts.isUnsent).toBe(false);
  });

  it("knows a deletion for unsaved that the server has not heard of", () => {
    const ann = editor();
    ann.write("tea");
    ann.line.enter();
    server.isReachable = false;
    server.end();
    ann.doc.getXmlFragment("note").delete(0, 1);
    server.isReachable = true;
    clock.advance(1_000);
    expect(server.text).toBe("");
    expect(isSaved(ann)).toBe(true);
  });

  it("puts what is typed quickly into few updates", () => {
    const ann = editor();
    ann.line.enter();
    for (let key = 0; key < 30; key += 1) ann.write(String(key));
    clock.advance(PACE_MS * 3);
    expect(server.taken).toHaveLength(2);
    expect(server.text).toBe(ann.text);
  });

  it("sends a long time's work in parts that the server takes", () => {
    const ann = editor();
    for (let line = 0; line < 2_000; line += 1) ann.write(`${line} ${"tea ".repeat(30)}`);
    ann.line.enter();
    expect(isSaved(ann)).toBe(false);
    clock.advance(PACE_MS * 20);
    expect(server.text).toBe(ann.text);
    expect(server.taken.length).toBeGreaterThan(3);
    expect(Math.max(...server.taken)).toBeLessThanOrEqual(MAX_NOTE_UPDATE_BYTES);
    expect(isSaved(ann)).toBe(true);
  });

  it("shows others where one is, also after coming back, and nobody who is not here", () => {
    const [ann, bob] = [editor("ann"), editor("bob")];
    ann.awareness.setLocalState({ cursor: 1 });
    const seenByBob = () => [...bob.awareness.getStates().values()];
    ann.line.enter();
    bob.line.enter();
    expect(seenByBob()).toContainEqual({ cursor: 1, user: { id: "ann" } });
    server.end();
    expect(seenByBob()).toEqual([{}]);
    clock.advance(1_000);
    expect(seenByBob()).toContainEqual({ cursor: 1, user: { id: "ann" } });
    ann.awareness.setLocalStateField("cursor", 2);
    ann.awareness.setLocalStateField("cursor", 3);
    clock.advance(1_000);
    expect(seenByBob()).toContainEqual({ cursor: 3, user: { id: "ann" } });
    ann.line.close();
    expect(seenByBob()).toEqual([{}]);
  });

  it("sends nothing of who may only read", () => {
    server.mayWrite = false;
    const ann = editor();
    ann.write("tea");
    ann.line.enter();
    ann.write("milk");
    clock.advance(PACE_MS);
    expect(ann.facts.mayWrite).toBe(false);
    expect([server.text, server.taken, server.refusals]).toEqual(["", [], 0]);
  });

  it("keeps the reason why something was not taken until it is", () => {
    const ann = editor();
    ann.line.enter();
    server.savesAtOnce = false;
    ann.write("tea");
    server.say({ t: "refused", code: "note_full" });
    server.end(4422);
    expect(ann.facts.refused).toBe("note_full");
    server.savesAtOnce = true;
    clock.advance(1_000);
    expect(ann.facts.refused).toBeNull();
    expect(isSaved(ann)).toBe(true);
  });

  it.each([
    ["a line", "one more"],
    ["more than one change holds", "more ".repeat(MAX_NOTE_UPDATE_BYTES / 4)],
  ])("makes room in a full note by what was taken out here, before it sends %s", (_, words) => {
    const ann = editor();
    ann.write("long ".repeat(MAX_NOTE_UPDATE_BYTES));
    ann.line.enter();
    clock.advance(PACE_MS * 20);
    expect(isSaved(ann)).toBe(true);
    server.most = server.text.length;
    ann.write(words);
    expect(server.refusals).toBe(1);
    server.isReachable = false;
    server.end(4422);
    ann.doc.getXmlFragment("note").delete(0, 1);
    server.isReachable = true;
    clock.advance(5_000);
    expect(server.text).toBe(`<p>${words}</p>`);
    expect([server.refusals, ann.facts.refused, isSaved(ann)]).toEqual([1, null, true]);
  });

  it("does not come back with what would be refused again", () => {
    const ann = editor();
    ann.line.enter();
    server.say({ t: "refused", code: "note_not_yours" });
    server.end(4422);
    clock.advance(60_000);
    expect([ann.facts.isOver, server.connections]).toEqual([true, 0]);
  });

  it("finds out that a line is dead by what it does not answer", () => {
    const ann = editor();
    ann.line.enter();
    server.isReachable = false;
    ann.write("tea");
    clock.advance(ANSWER_TIMEOUT_MS);
    expect(server.pings).toHaveLength(1);
    clock.advance(ANSWER_TIMEOUT_MS);
    expect(ann.facts.connection.at).toBe("offline");
  });

  it("does not come back where one may not be", () => {
    const ann = editor();
    ann.line.enter();
    server.end(CLOSE.notMember);
    clock.advance(60_000);
    expect(ann.facts.connection).toEqual({ at: "closed", why: "not_member" });
    expect(server.connections).toBe(0);
  });
});

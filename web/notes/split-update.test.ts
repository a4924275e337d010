import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { splitUpdate } from "./split-update.ts";

/** One thing that somebody does: who, what, where and how much. */
const Step = fc.record({
  who: fc.nat(2),
  does: fc.constantFrom("write", "element", "format", "delete", "merge", "attribute"),
  at: fc.nat(),
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
});
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

function perform(docs: readonly Y.Doc[], { who, does, at, text }: Step) {
  const doc = docs[who];
  const other = docs[(who + 1) % docs.length];
  if (!doc || !other) return;
  if (does === "merge") return Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  const note = doc.getXmlFragment("note");
  if (does === "element" || note.length === 0) {
    const element = new Y.XmlElement("paragraph");
    element.insert(0, [new Y.XmlText(text)]);
    return note.insert(at % (note.length + 1), [element]);
  }
  const element = note.get(at % note.length);
  if (!(element instanceof Y.XmlElement)) return;
  const words = element.get(0);
  if (does === "attribute") return element.setAttribute("level", text);
  if (!(words instanceof Y.XmlText)) return;
  const place = words.length === 0 ? 0 : at % words.length;
  if (does === "write") words.insert(place, text);
  else if (does === "format") words.format(place, words.length - place, { bold: {} });
  else if (at % 5 === 0) note.delete(at % note.length, 1);
  else words.delete(place, Math.min(text.length, words.length - place));
}

function docOf(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

const shown = (doc: Y.Doc) => doc.getXmlFragment("note").toJSON();

describe("an update that is too large for one frame", () => {
  it("comes in parts that can be applied one after the other, whatever was written and by whom", () => {
    fc.assert(
      fc.property(
        fc.array(Step, { maxLength: 40 }),
        fc.array(Step, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 200, max: 2_000 }),
        (before, after, most) => {
          const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
          before.forEach((step) => perform(docs, step));
          const known = Y.mergeUpdates(docs.map((doc) => Y.encodeStateAsUpdate(doc)));
          const server = docOf(known);
          after.forEach((step) => perform(docs, step));
          const mine = docOf(known, ...docs.map((doc) => Y.encodeStateAsUpdate(doc)));
          const whole = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server));

          const parts = splitUpdate(whole, most);

          for (const part of parts) {
            expect(part.byteLength).toBeLessThanOrEqual(most);
            Y.applyUpdate(server, part);
            expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
          }
          expect(shown(server)).toBe(shown(mine));
          expect(Y.encodeStateVector(server)).toEqual(Y.encodeStateVector(mine));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("has what something stands on before it, whichever of two people it is whose", () => {
    const [ann, bob] = [new Y.Doc(), new Y.Doc()];
    [ann.clientID, bob.clientID] = [1, 2];
    for (let turn = 0; turn < 20; turn += 1) {
      const [writer, reader] = turn % 2 ? [ann, bob] : [bob, ann];
      const text = writer.getText("note");
      text.insert(Math.floor(text.length / 2), `${"tea ".repeat(10)}${turn}`);
      Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
    }
    const server = new Y.Doc();
    const parts = splitUpdate(Y.encodeStateAsUpdate(ann), 300);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      Y.applyUpdate(server, part);
      expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
    }
    expect(server.getText("note").toJSON()).toBe(ann.getText("note").toJSON());
  });

  it("is left alone where it fits", () => {
    const doc = new Y.Doc();
    doc.getText("note").insert(0, "tea");
    const update = Y.encodeStateAsUpdate(doc);
    expect(splitUpdate(update, update.byteLength)).toEqual([update]);
  });

  it("is cut within one long text, and never within a character", () => {
    const doc = new Y.Doc();
    doc.getText("note").insert(0, "🫖☕".repeat(20_000));
    const parts = splitUpdate(Y.encodeStateAsUpdate(doc), 1_000);
    expect(parts.length).toBeGreaterThan(100);
    expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(1_000);
    expect(
      docOf(...parts)
        .getText("note")
        .toJSON(),
    ).toBe("🫖☕".repeat(20_000));
  });

  it("takes along more deletions than one frame holds", () => {
    const doc = new Y.Doc();
    const text = doc.getText("note");
    text.insert(0, "ab".repeat(2_000));
    const server = docOf(Y.encodeStateAsUpdate(doc));
    for (let at = 1_999; at >= 0; at -= 1) text.delete(at * 2, 1);
    const parts = splitUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), 1_000);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) Y.applyUpdate(server, part);
    expect(server.getText("note").toJSON()).toBe("b".repeat(2_000));
  });
});

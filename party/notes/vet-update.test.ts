import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Chance } from "../../test/simulation/chance.ts";
import { hasTaken, vetUpdate } from "./vet-update.ts";

/** A document in which a few people have written, and what somebody would send next. */
function scene(chance: Chance): { document: Y.Doc; next: Uint8Array } {
  const document = new Y.Doc();
  const writer = new Y.Doc();
  for (let i = 0; i < 3; i += 1) write(writer, chance, 1 + i);
  Y.applyUpdate(document, Y.encodeStateAsUpdate(writer));
  const known = Y.encodeStateVector(writer);
  for (let i = 0; i < 3; i += 1) write(writer, chance, 10 + i);
  return { document, next: Y.encodeStateAsUpdate(writer, known) };
}

function write(doc: Y.Doc, chance: Chance, clientId: number): void {
  doc.clientID = clientId;
  const note = doc.getXmlFragment("note");
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText("some words");
  paragraph.insert(0, [text]);
  paragraph.setAttribute("level", "1");
  note.insert(chance.below(note.length + 1), [paragraph]);
  text.insert(chance.below(5), "more");
  text.format(1, 3, { bold: {} });
  text.delete(0, 2);
  if (note.length > 2) note.delete(0, 1);
  doc.getMap("comments").set("a", { at: clientId });
}

/** Some of its bytes are others. */
function damaged(update: Uint8Array, chance: Chance): Uint8Array {
  const bytes = update.slice();
  for (let i = 1 + chance.below(3); i > 0; i -= 1)
    bytes[chance.below(bytes.length)] = chance.pick([0, 1, 7, 127, 128, 255, chance.below(256)]);
  return chance.happens(0.1) ? bytes.slice(0, chance.below(bytes.length)) : bytes;
}

describe("a change that is looked at", () => {
  it("is taken whole when nothing is wrong with it", () => {
    const { document, next } = scene(new Chance(1));
    const vetted = vetUpdate(document, next);
    expect(vetted).toMatchObject({ ok: true, isEmpty: false, isNews: true });
    if (!vetted.ok) return;
    expect([...vetted.authors.keys()].toSorted((a, b) => a - b)).toEqual([10, 11, 12]);
    Y.applyUpdate(document, next);
    expect(hasTaken(document, vetted.authors)).toBe(true);
    expect(vetUpdate(document, next)).toMatchObject({ ok: true, isNews: false });
  });

  it("that was let through is taken by the document whole, however its bytes were damaged", () => {
    let passed = 0;
    for (let seed = 0; seed < 4_000; seed += 1) {
      const chance = new Chance(seed);
      const { document, next } = scene(chance);
      const update = damaged(next, chance);
      const vetted = vetUpdate(document, update);
      if (!vetted.ok) continue;
      passed += 1;
      let failure: unknown = null;
      try {
        Y.applyUpdate(document, update);
      } catch (error) {
        failure = error;
      }
      expect({ seed, failure, taken: hasTaken(document, vetted.authors) }).toEqual({
        seed,
        failure: null,
        taken: true,
      });
      document.destroy();
    }
    expect(passed).toBeGreaterThan(300);
  });

  it("leaves the document alone, whatever it is", () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const chance = new Chance(seed);
      const { document, next } = scene(chance);
      const before = Y.encodeStateAsUpdate(document);
      vetUpdate(document, damaged(next, chance));
      expect(Y.encodeStateAsUpdate(document)).toEqual(before);
    }
  });

  it("is malformed where it would be gone through many times", () => {
    const document = new Y.Doc();
    document.clientID = 1;
    document.getMap("comments").set("a", 1);
    const twice = new Uint8Array([0, 1, 1, 2, 0, 1, 0, 1]);
    expect(vetUpdate(document, twice)).toEqual({ ok: false, code: "malformed" });
  });
});

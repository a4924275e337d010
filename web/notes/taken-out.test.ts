import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { takenOut } from "./taken-out.ts";

/** A document in which somebody has gone on since the server had all of it. */
function goneOn(change: (text: Y.Text) => void) {
  const mine = new Y.Doc();
  mine.getText("note").insert(0, "old words and some");
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(mine));
  change(mine.getText("note"));
  const whole = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server));
  return { server, whole, first: takenOut(whole, Y.snapshot(server)) };
}

describe("what is taken out of a note", () => {
  it("is a change of its own, of nothing but what the server has", () => {
    const { server, whole, first } = goneOn((text) => {
      text.insert(0, "new words, ");
      text.delete(0, "new ".length);
      text.delete("words, ".length, "old ".length);
    });
    if (!first) throw new RangeError("something was taken out");
    expect(Y.decodeUpdate(first).structs).toEqual([]);
    Y.applyUpdate(server, first);
    expect(server.getText("note").toJSON()).toBe("words and some");
    expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
    Y.applyUpdate(server, whole);
    expect(server.getText("note").toJSON()).toBe("words, words and some");
  });

  it("is no change of its own where only one's own new words are gone, or nothing is new beside it", () => {
    const ownWords = goneOn((text) => {
      text.insert(0, "new words, ");
      text.delete(0, "new ".length);
    });
    const onlyTakenOut = goneOn((text) => text.delete(0, "old ".length));
    expect([ownWords.first, onlyTakenOut.first]).toEqual([null, null]);
  });

  it("is not told again when the server knows of it", () => {
    const { server, whole, first } = goneOn((text) => {
      text.delete(0, "old ".length);
      text.insert(0, "new ");
    });
    if (!first) throw new RangeError("something was taken out");
    Y.applyUpdate(server, first);
    expect(takenOut(whole, Y.snapshot(server))).toBeNull();
  });
});

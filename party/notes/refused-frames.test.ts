import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import { NOTE_FRAME, NOTE_SYNC } from "#protocol/notes/frames.ts";
import {
  MAX_AWARENESS_BYTES,
  MAX_NOTE_FRAME_BYTES,
  MAX_NOTE_UPDATE_BYTES,
} from "#protocol/notes/limits.ts";
import * as Y from "yjs";
import type { BenchEditor } from "../../test/fakes/note-bench.ts";
import { frameOf, updateFrame } from "../../test/fakes/note-editor.ts";
import { both, expectUndisturbed } from "./note.test-kit.ts";
import { awarenessFrame } from "./write-awareness.ts";

const missing = () => {
  const doc = new Y.Doc();
  const note = doc.getXmlFragment("note");
  note.insert(0, [new Y.XmlText("first")]);
  const known = Y.encodeStateVector(doc);
  note.insert(0, [new Y.XmlText("second")]);
  return Y.encodeStateAsUpdate(doc, known);
};

const root = (name: string) => {
  const doc = new Y.Doc();
  doc.getMap(name).set("a", 1);
  return Y.encodeStateAsUpdate(doc);
};

const within = () => {
  const doc = new Y.Doc();
  doc.getMap("comments").set("a", new Y.Doc());
  return Y.encodeStateAsUpdate(doc);
};

const deletesWhatIsNotThere = () => {
  const doc = new Y.Doc();
  const map = doc.getMap("comments");
  map.set("a", 1);
  const known = Y.encodeStateVector(doc);
  map.delete("a");
  return Y.encodeStateAsUpdate(doc, known);
};

const FILLED = new Uint8Array(MAX_NOTE_UPDATE_BYTES + 1);

describe("what is no change of this note", () => {
  it.each([
    ["nothing", new Uint8Array(), "malformed"],
    ["another kind of frame", new Uint8Array([9, 1, 2]), "malformed"],
    ["half a frame", new Uint8Array([0, 2, 200, 1, 1]), "malformed"],
    ["more than a frame", new Uint8Array([...updateFrame(new Uint8Array([0, 0])), 7]), "malformed"],
    ["noise", updateFrame(new Uint8Array([1, 2, 3, 4, 5])), "malformed"],
    ["a state that is none", frameOf(0, NOTE_SYNC.step1, new Uint8Array([5])), "malformed"],
    ["a root of another name", updateFrame(root("secrets")), "malformed"],
    ["a document in the document", updateFrame(within()), "malformed"],
    [
      "an awareness that is no JSON",
      awarenessFrame({ clientId: 7, clock: 1, state: "{" }),
      "malformed",
    ],
    [
      "an awareness that is a list",
      awarenessFrame({ clientId: 7, clock: 1, state: "[]" }),
      "malformed",
    ],
    ["what stands on something else", updateFrame(missing()), "note_out_of_step"],
    ["deleting what is not there", updateFrame(deletesWhatIsNotThere()), "note_out_of_step"],
    ["a change that is too large", updateFrame(FILLED), "frame_too_large"],
    ["a frame that is too large", new Uint8Array(MAX_NOTE_FRAME_BYTES + 1), "frame_too_large"],
    [
      "an awareness that is too large",
      awarenessFrame({
        clientId: 7,
        clock: 1,
        state: `{"a":"${"x".repeat(MAX_AWARENESS_BYTES)}"}`,
      }),
      "frame_too_large",
    ],
  ])("%s: is refused, and nobody else notices", async (_, frame, code) => {
    const { bench, ann, bob } = await both();
    const before = bob.text;
    await bench.say(ann, withOwnId(frame, ann));
    expect(ann.said("refused")).toEqual([{ t: "refused", code }]);
    expect(ann.peer?.closed).toBe(
      { malformed: NOTE_CLOSE.notTaken, note_out_of_step: NOTE_CLOSE.outOfStep }[code] ??
        CLOSE.frameTooLarge,
    );
    expect(bob.text).toBe(before);
    await expectUndisturbed(bench, bob);
  });
});

/** The same awareness, for the editor that this line speaks for. */
function withOwnId(frame: Uint8Array, editor: BenchEditor): Uint8Array {
  const state = /\{.*|\[\]/s.exec(new TextDecoder().decode(frame))?.[0];
  if (frame[0] !== NOTE_FRAME.awareness || state === undefined) return frame;
  return awarenessFrame({ clientId: editor.doc.clientID, clock: 99, state });
}

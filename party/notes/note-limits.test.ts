import { expect, it } from "vitest";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import { MAX_NOTE_BYTES } from "#protocol/notes/limits.ts";
import * as Y from "yjs";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";
import { updateFrame } from "../../test/fakes/note-editor.ts";

const CHUNK = 60_000;

/** Until one of these would not be taken any more. */
async function fill(bench: NoteBench, editor: BenchEditor): Promise<void> {
  for (let bytes = 0; bytes + 2 * CHUNK < MAX_NOTE_BYTES; bytes += CHUNK) {
    editor.write("x".repeat(CHUNK));
    await bench.rest();
  }
}

it("a note that is full takes no more words, and still lets people make room", async () => {
  const bench = await NoteBench.open();
  const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
  await fill(bench, ann);
  expect(ann.saved).toBe(ann.sent);
  bob.write("y".repeat(CHUNK));
  bob.write("z".repeat(CHUNK));
  await bench.rest();
  expect(bob.said("refused").at(-1)).toEqual({ t: "refused", code: "note_full" });
  expect(bob.peer?.closed).toBe(NOTE_CLOSE.notTaken);
  expect(ann.peer?.closed).toBeNull();
  const note = ann.doc.getXmlFragment("note");
  note.delete(0, 20);
  await bench.rest();
  expect(ann.saved).toBe(ann.sent);
  ann.write("there is room again");
  await bench.rest();
  expect(ann.saved).toBe(ann.sent);
  await bench.wake();
  const eve = await bench.enter("Eve");
  expect(eve.text).toBe(ann.text);
  expect(Y.encodeStateAsUpdate(eve.doc).length).toBeLessThan(MAX_NOTE_BYTES);
});

it("a note that is full takes what somebody comes back with when that goes first which they have taken out", async () => {
  const bench = await NoteBench.open();
  const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
  await fill(bench, ann);
  bob.write("y".repeat(CHUNK));
  await bench.rest();
  await bench.drop(bob);
  bob.write("z".repeat(CHUNK));
  const takenOut = new Promise<Uint8Array>((resolve) => bob.doc.once("update", resolve));
  bob.doc.getXmlFragment("note").delete(0, 20);
  // All in one, as an editor answers by itself, is too much whenever it comes.
  for (let time = 0; time < 2; time += 1) {
    await bench.connect(bob);
    expect(bob.said("refused")).toEqual([{ t: "refused", code: "note_full" }]);
  }
  const first = updateFrame(await takenOut);
  await bench.connect(bob, bench.claims(bob.by), () => bench.say(bob, first));
  await bench.rest();
  expect([bob.said("refused"), bob.peer?.closed]).toEqual([[], null]);
  expect(ann.text).toBe(bob.text);
  expect(ann.text).toContain("zzz");
});

it("what is longer than it comes to does not count: people may write and delete as long as they like", async () => {
  const bench = await NoteBench.open();
  const ann = await bench.enter("Ann");
  for (let i = 0; i < 120; i += 1) {
    ann.write("x".repeat(CHUNK));
    ann.doc.getXmlFragment("note").delete(0, 1);
    await bench.rest();
  }
  expect([ann.saved, ann.said("refused")]).toEqual([ann.sent, []]);
});

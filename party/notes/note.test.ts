import { describe, expect, it } from "vitest";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";
import { updateFrame } from "../../test/fakes/note-editor.ts";

describe("a note", () => {
  it("is one for everyone: what one writes, the others read, and it is saved", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.write("tea");
    ann.type(" and cake");
    await bench.rest();
    expect(bob.text).toBe(ann.text);
    expect(bob.text).toContain("tea and cake");
    expect([ann.sent, ann.saved]).toEqual([2, 2]);
    expect(bench.failures).toEqual([]);
  });

  it("has what was said to be saved when it is read anew from storage", async () => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    ann.write("tea");
    await bench.rest();
    await bench.drop(ann);
    await bench.wake();
    const bob = await bench.enter("Bob");
    expect(bob.text).toContain("tea");
  });

  it("brings together what was written far apart", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    await bench.drop(bob);
    ann.write("from the desk");
    bob.write("from the train");
    await bench.rest();
    await bench.connect(bob);
    await bench.rest();
    expect(bob.text).toBe(ann.text);
    expect(ann.text).toContain("from the desk");
    expect(ann.text).toContain("from the train");
    expect([bob.sent, bob.saved]).toEqual([1, 1]);
  });

  it("waits with what somebody writes who has just come back until they have said what they had", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    await bench.drop(bob);
    bob.write("from the train");
    const [unanswered] = changesOf(bob, () => bob.type(" and on"));
    await bench.connect(bob, bench.claims(bob.by), async () => {
      // Before the note's question has come.
      await bench.say(bob, updateFrame(unanswered ?? new Uint8Array()));
      expect(bob.said("saved")).toEqual([]);
      expect(ann.text).toBe("");
    });
    await bench.rest();
    expect(ann.text).toBe(bob.text);
    // Both that change and the answer, in which it was as well.
    expect(bob.said("saved").at(-1)).toEqual({ t: "saved", updates: 2 });
  });

  it("does not say that more is saved than is, while something waits", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.write("old");
    await bench.rest();
    await bench.drop(bob);
    bob.write("from the train");
    const changes = changesOf(bob, () => {
      bob.type(" and on");
      bob.doc.getXmlFragment("note").delete(0, 1);
    });
    await bench.connect(bob, bench.claims(bob.by), async () => {
      for (const change of changes) await bench.say(bob, updateFrame(change));
      expect(ann.text).toBe("");
      expect(bob.peer?.closed).toBeNull();
    });
    await bench.rest();
    // What only takes away stands on nothing of theirs; then comes the answer, with all of it.
    expect(bob.said("saved")).toEqual([
      { t: "saved", updates: 0 },
      { t: "saved", updates: 3 },
    ]);
    expect(ann.text).toBe(bob.text);
  });

  it("waits for that no longer than a moment", async () => {
    const bench = await NoteBench.open();
    const bob = await bench.enter("Bob");
    await bench.drop(bob);
    bob.write("from the train");
    const [late] = changesOf(bob, () => bob.type(" and on"));
    await bench.connect(bob, bench.claims(bob.by), async () => {
      await bench.say(bob, updateFrame(late ?? new Uint8Array()));
      expect(bob.peer?.closed).toBeNull();
      await bench.pass(10_000);
      expect(bob.peer?.closed).toBe(NOTE_CLOSE.outOfStep);
    });
  });

  it("does not take what was deleted long ago for a change, and lets readers say it", async () => {
    const bench = await NoteBench.open();
    const [ann, gus] = [await bench.enter("Ann"), await bench.enter("Gus", "guest")];
    ann.write("gone");
    ann.doc.getXmlFragment("note").delete(0, 1);
    await bench.rest();
    const rows = bench.rows.rows.size;
    for (const editor of [ann, gus]) {
      await bench.drop(editor);
      await bench.connect(editor);
    }
    await bench.rest();
    expect([gus.said("refused"), ann.saved, gus.saved]).toEqual([[], ann.sent, gus.sent]);
    expect(bench.rows.rows.size).toBe(rows);
  });

  it("goes on after sleep, with the lines that outlived it", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.awareness.setLocalStateField("cursor", 3);
    ann.write("before");
    await bench.rest();
    await bench.wake();
    ann.type(" and after");
    await bench.rest();
    expect(bob.text).toContain("before and after");
    expect(ann.saved).toBe(ann.sent);
    const eve = await bench.enter("Eve");
    expect(eve.awareness.getStates().get(ann.doc.clientID)).toMatchObject({ cursor: 3 });
  });
});

/** What an editor would send of this. */
function changesOf({ doc }: BenchEditor, act: () => void): Uint8Array[] {
  const changes: Uint8Array[] = [];
  const note = (change: Uint8Array) => void changes.push(change);
  doc.on("update", note);
  act();
  doc.off("update", note);
  return changes;
}

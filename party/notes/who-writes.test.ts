import { describe, expect, it } from "vitest";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import * as Y from "yjs";
import { changeAs, updateFrame } from "../../test/fakes/note-editor.ts";
import { both, expectUndisturbed } from "./note.test-kit.ts";

describe("who writes what", () => {
  it("is never a claim: nobody writes under another's id, be it known by a word or by a cursor", async () => {
    const { bench, ann, bob } = await both();
    const uma = await bench.enter("Uma");
    for (const victim of [bob, uma]) {
      await bench.say(ann, updateFrame(changeAs(victim.doc, "I said this")));
      expect(ann.said("refused")).toEqual([{ t: "refused", code: "note_not_yours" }]);
      expect(ann.peer?.closed).toBe(NOTE_CLOSE.notTaken);
      await bench.connect(ann);
    }
    uma.write("my first word");
    await bench.rest();
    expect(uma.saved).toBe(1);
    expect(bob.text).toContain("my first word");
    expect(bob.text).not.toContain("I said this");
    await expectUndisturbed(bench, bob);
  });

  it("holds after the note has been read anew, and after its rows were put together", async () => {
    const { bench, ann, bob } = await both();
    await bench.drop(bob);
    for (let i = 0; i < 250; i += 1) ann.type("x");
    await bench.rest();
    await bench.pass(60_000);
    await bench.wake();
    await bench.say(ann, updateFrame(changeAs(bob.doc, "I said this")));
    expect(ann.said("refused").at(-1)).toEqual({ t: "refused", code: "note_not_yours" });
    const versions = await bench.note.pages.versions(bob.by);
    expect(versions.ok && versions.value.authors).toEqual([
      { person: ann.by.person, clientIds: [ann.doc.clientID] },
      { person: bob.by.person, clientIds: [bob.doc.clientID] },
    ]);
  });

  it("lets one delete what others have written", async () => {
    const { bench, ann, bob } = await both();
    const note = ann.doc.getXmlFragment("note");
    note.delete(0, note.length);
    await bench.rest();
    expect(bob.text).toBe("");
    expect(ann.saved).toBe(ann.sent);
  });

  it("is the same for everyone who hears it twice", async () => {
    const { bench, ann, bob } = await both();
    const twice = updateFrame(Y.encodeStateAsUpdate(bob.doc));
    const rows = bench.rows.rows.size;
    await bench.say(ann, twice);
    await bench.say(bob, twice);
    expect([ann.said("refused"), bob.said("refused")]).toEqual([[], []]);
    expect(bench.rows.rows.size).toBe(rows);
    // It was a change that this line has sent, and it is durable.
    expect(ann.said("saved").at(-1)).toEqual({ t: "saved", updates: ann.sent + 1 });
  });
});

describe("a reader", () => {
  it("reads, and what they write is nobody's: others go on, and so do they", async () => {
    const { bench, bob } = await both();
    const gus = await bench.enter("Gus", "guest");
    expect(gus.said("welcome")).toMatchObject([{ t: "welcome", mayWrite: false }]);
    expect(gus.text).toBe(bob.text);
    gus.write("mine");
    await bench.rest();
    expect(gus.said("refused")).toEqual([{ t: "refused", code: "not_allowed" }]);
    expect(gus.peer?.closed).toBeNull();
    await expectUndisturbed(bench, bob);
    expect(gus.text).toContain("and after");
  });

  it("shows where they are", async () => {
    const { bench, bob } = await both();
    const gus = await bench.enter("Gus", "guest");
    gus.awareness.setLocalState({ at: 1 });
    await bench.rest();
    expect(bob.awareness.getStates().get(gus.doc.clientID)).toEqual({
      at: 1,
      user: { id: gus.by.person },
    });
  });
});

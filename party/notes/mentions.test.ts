import { describe, expect, it } from "vitest";
import { uuid7 } from "#protocol/ids.ts";
import { ID_TOO_OLD_MS } from "#protocol/limits.ts";
import { MENTION_TOLD_AFTER_MS } from "#protocol/notes/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import * as Y from "yjs";
import type { BenchEditor, NoteBench } from "../../test/fakes/note-bench.ts";
import { both } from "./note.test-kit.ts";

let made = 0;
function newMention(bench: NoteBench, agoMs = 0): string {
  made += 1;
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, made);
  return uuid7(bench.clock.now() - agoMs, random);
}

/** Names somebody at the end of the note, as the page's editor does it. */
function name(editor: BenchEditor, person: string, id: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  const mention = new Y.XmlElement("mention");
  mention.setAttribute("person", person);
  mention.setAttribute("id", id);
  paragraph.insert(0, [new Y.XmlText("ask "), mention]);
  const note = editor.doc.getXmlFragment("note");
  note.insert(note.length, [paragraph]);
  return paragraph;
}

function removeLast(editor: BenchEditor): void {
  const note = editor.doc.getXmlFragment("note");
  note.delete(note.length - 1);
}

async function wait(bench: NoteBench): Promise<void> {
  await bench.rest();
  await bench.pass(MENTION_TOLD_AFTER_MS);
}

describe("who is named in a note", () => {
  it("is told of by the room once it has stood for a moment, with who has named them", async () => {
    const { bench, ann } = await both();
    const id = newMention(bench);
    name(ann, "bob", id);
    await bench.rest();
    await bench.pass(MENTION_TOLD_AFTER_MS - 1);
    expect(bench.mentioned).toEqual([]);
    await bench.pass(1);
    expect(bench.mentioned).toEqual([{ by: ann.by.person, id, person: "bob" }]);
  });

  it("is not told of when the name was taken out at once, nor is who names themselves", async () => {
    const { bench, ann } = await both();
    name(ann, ann.by.person, newMention(bench));
    name(ann, "bob", newMention(bench));
    await bench.rest();
    removeLast(ann);
    await wait(bench);
    expect(bench.mentioned).toEqual([]);
  });

  it("is told of once, whoever takes the mention out, brings it back, moves or copies it", async () => {
    const { bench, ann, bob } = await both();
    const id = newMention(bench);
    const undo = new Y.UndoManager(ann.doc.getXmlFragment("note"), {
      trackedOrigins: new Set([ann]),
    });
    ann.doc.transact(() => name(ann, "bob", id), ann);
    await wait(bench);
    undo.undo();
    await bench.rest();
    undo.redo();
    await bench.rest();
    expect(ann.text).toContain(id);
    removeLast(bob);
    name(bob, "bob", id);
    name(ann, "bob", id);
    await wait(bench);
    await bench.wake();
    name(ann, "bob", id);
    await wait(bench);
    expect(bench.mentioned).toHaveLength(1);
  });

  it("hears of it after all when the name comes back that was taken out at once", async () => {
    const { bench, ann } = await both();
    const id = newMention(bench);
    name(ann, "bob", id);
    await bench.rest();
    removeLast(ann);
    await wait(bench);
    name(ann, "bob", id);
    await wait(bench);
    expect(bench.mentioned).toHaveLength(1);
  });

  it("hears nothing of mentions of long ago, which an old version or a device brings back", async () => {
    const { bench, ann } = await both();
    name(ann, "bob", newMention(bench, ID_TOO_OLD_MS + 1));
    name(ann, "eve", newMention(bench, -3_600_000));
    const mention = new Y.XmlElement("mention");
    mention.setAttribute("person", "bob");
    ann.doc.getXmlFragment("note").insert(0, [mention]);
    await wait(bench);
    expect(bench.mentioned).toEqual([]);
  });

  it("is told of although the note slept, or the room could not be asked", async () => {
    const { bench, ann } = await both();
    const id = newMention(bench);
    name(ann, "bob", id);
    await bench.rest();
    await bench.wake();
    bench.mentionAnswer = { ok: false, refusal: refusal("unavailable") };
    await bench.pass(60_000);
    const tries = bench.mentioned.length;
    expect(tries).toBeGreaterThan(1);
    bench.mentionAnswer = { ok: true, value: null };
    await bench.pass(60_000);
    expect(bench.mentioned).toHaveLength(tries + 1);
    expect(new Set(bench.mentioned.map((one) => one.id))).toEqual(new Set([id]));
  });

  it("is not told of again when the room has said no for good", async () => {
    const { bench, ann } = await both();
    bench.mentionAnswer = { ok: false, refusal: refusal("no_such_person") };
    name(ann, "stranger", newMention(bench));
    await wait(bench);
    await bench.pass(600_000);
    expect(bench.mentioned).toHaveLength(1);
  });

  it("costs no write of its own", async () => {
    const { bench, ann } = await both();
    const writes: string[][] = [];
    const commit = bench.rows.commit.bind(bench.rows);
    bench.rows.commit = (write) => {
      writes.push([...write.put.keys()].map((key) => key.slice(0, 2)));
      return commit(write);
    };
    name(ann, "bob", newMention(bench));
    await bench.rest();
    expect(writes).toEqual([expect.arrayContaining(["m:", "u:"])]);
  });
});

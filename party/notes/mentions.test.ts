import { describe, expect, it } from "vitest";
import { uuid7 } from "#protocol/ids.ts";
import { ID_TOO_OLD_MS } from "#protocol/limits.ts";
import { MENTION_TOLD_AFTER_MS } from "#protocol/notes/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import * as Y from "yjs";
import type { BenchEditor, NoteBench } from "../../test/fakes/note-bench.ts";
import { writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { both } from "./note.test-kit.ts";

const DAY_MS = 24 * 3_600_000;

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

/** What the note keeps of mentions, as it is stored. */
function rowsIn(bench: NoteBench): string[] {
  const text = new TextDecoder();
  return [...bench.rows.rows].flatMap(([key, row]) =>
    key.startsWith("m:") ? [text.decode(row)] : [],
  );
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

  it("stays known without what anyone is called, who may delete their account", async () => {
    const { bench, ann } = await both();
    name(ann, "bob", newMention(bench));
    await bench.rest();
    const untold = rowsIn(bench);
    await bench.pass(MENTION_TOLD_AFTER_MS);
    expect(bench.mentioned).toHaveLength(1);
    const told = rowsIn(bench);
    expect([untold.length, told.length]).toEqual([1, 1]);
    for (const row of [...untold, ...told]) {
      expect(row).toContain(ann.by.person);
      expect(row).not.toContain(ann.by.name);
    }
  });

  it("loses the names that a release before has stored when the note wakes, and is still told of", async () => {
    const { bench, ann } = await both();
    const [told, untold] = [newMention(bench), newMention(bench)];
    name(ann, "bob", told);
    await wait(bench);
    name(ann, "bob", untold);
    await bench.rest();
    for (const id of [told, untold]) {
      const by = { person: ann.by.person, name: ann.by.name, role: "member" };
      const dueAt = id === told ? null : bench.clock.now() + MENTION_TOLD_AFTER_MS;
      bench.rows.rows.set(NOTE_KEY.mention(id), writeJsonRow({ person: "bob", by, dueAt }));
    }
    expect(rowsIn(bench).join()).toContain(ann.by.name);
    await bench.wake();
    await bench.pass(1);
    expect(rowsIn(bench)).toHaveLength(2);
    expect(rowsIn(bench).join()).not.toContain(ann.by.name);
    await bench.pass(MENTION_TOLD_AFTER_MS);
    expect(bench.mentioned.map(({ id }) => id)).toEqual([told, untold]);
  });

  it("is forgotten a day after its week, also where nothing happens that would wake the note", async () => {
    const { bench, ann } = await both();
    name(ann, "bob", newMention(bench));
    await wait(bench);
    await bench.pass(ID_TOO_OLD_MS - DAY_MS);
    await bench.connect(ann);
    name(ann, "eve", newMention(bench));
    await wait(bench);
    await bench.pass(DAY_MS);
    expect(rowsIn(bench)).toHaveLength(2);
    await bench.wake();
    await bench.pass(DAY_MS);
    expect(rowsIn(bench)).toHaveLength(1);
    await bench.pass(ID_TOO_OLD_MS);
    expect(rowsIn(bench)).toEqual([]);
    expect(bench.mentioned).toHaveLength(2);
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

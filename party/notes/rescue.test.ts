import { describe, expect, it } from "vitest";
import {
  MAX_RESCUES_PER_PERSON,
  MAX_VERSIONS,
  MUCH_REMOVED,
  REMOVAL_MS,
  SOME_REMOVED,
  VERSIONS_APART_MS,
} from "#protocol/notes/limits.ts";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { updateFrame } from "../../test/fakes/note-editor.ts";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";
import { superfluous } from "./thin-versions.ts";
import type { StoredVersion } from "./versions.ts";

const LONG = "What we have decided, and why. ".repeat(20);

/** A note in which Ann has written, and then Bob, and of which there is no version yet. */
async function longNote(words = LONG) {
  const bench = await NoteBench.open();
  const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
  ann.write(words);
  await bench.rest();
  bob.write("and tea");
  await bench.rest();
  return { bench, ann, bob };
}

async function textsOf({ note }: NoteBench, { by }: BenchEditor): Promise<string[]> {
  const answer = await note.pages.versions(by);
  if (!answer.ok) throw new Error(answer.refusal.code);
  const states = answer.value.versions.map(({ id }) => note.pages.version(by, id));
  return (await Promise.all(states)).map((state) => {
    if (!state.ok) throw new Error(state.refusal.code);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state.value);
    return doc.getXmlFragment("note").toJSON();
  });
}

async function versionsOf({ note }: NoteBench, { by }: BenchEditor) {
  const answer = await note.pages.versions(by);
  return answer.ok ? answer.value.versions : [];
}

const noteOf = ({ doc }: BenchEditor) => doc.getXmlFragment("note");
function wordsOf(editor: BenchEditor, paragraph = 0): Y.XmlText {
  const element = noteOf(editor).get(paragraph) as Y.XmlElement;
  return element.get(0) as Y.XmlText;
}

/** As one who chooses all and types. */
async function typeOver(bench: NoteBench, editor: BenchEditor, words: string) {
  editor.doc.transact(() => {
    noteOf(editor).delete(0, noteOf(editor).length);
    editor.write(words);
  });
  await bench.rest();
}

describe("before much is taken out", () => {
  it("what there is becomes a version, with who took it out, and is there after a crash", async () => {
    const { bench, ann, bob } = await longNote();
    const before = ann.text;
    await typeOver(bench, bob, "x");
    await bench.wake();
    expect(await textsOf(bench, ann)).toEqual([before]);
    expect(await versionsOf(bench, ann)).toMatchObject([
      { removedBy: bob.by.person, people: [ann.by.person, bob.by.person], isKept: false },
    ]);
    expect(ann.text).toBe("<paragraph>x</paragraph>");
  });

  it("what was there is stored before the change is, and a change that takes little has one write as ever", async () => {
    const { bench, ann } = await longNote();
    const writes: string[][] = [];
    const commit = bench.rows.commit.bind(bench.rows);
    bench.rows.commit = (write) => {
      writes.push([...write.put.keys()].map((key) => key.slice(0, 2)));
      return commit(write);
    };
    wordsOf(ann).delete(0, 5);
    await bench.rest();
    const change = expect.arrayContaining(["u:"]);
    expect(writes).toEqual([change]);
    wordsOf(ann).delete(0, MUCH_REMOVED);
    await bench.rest();
    expect(writes.slice(1)).toEqual([["w:"], ["st", "v:"], change]);
  });

  it("letter by letter it is the state before the first of them, although changes were put together meanwhile", async () => {
    const { bench, ann, bob } = await longNote();
    for (let i = 0; i < 190; i += 1) ann.type("y");
    await bench.rest();
    const before = ann.text;
    const words = wordsOf(bob);
    for (let i = 1; i < MUCH_REMOVED; i += 1) {
      words.delete(words.length - 1, 1);
      await bench.rest();
      if (i === 50) await bench.pass(2_000);
    }
    expect(await versionsOf(bench, ann)).toEqual([]);
    words.delete(words.length - 1, 1);
    await bench.rest();
    expect(await textsOf(bench, ann)).toEqual([before]);
    await bench.pass(600_000);
    const [now, first] = await textsOf(bench, ann);
    expect([now, first]).toEqual([ann.text, before]);
  });

  it("of a short note, half is much; a word is not", async () => {
    const words = "n".repeat(SOME_REMOVED);
    const { bench, ann, bob } = await longNote(words);
    wordsOf(bob).delete(0, SOME_REMOVED - 1);
    await bench.rest();
    expect(await versionsOf(bench, ann)).toEqual([]);
    wordsOf(bob).delete(0, 1);
    await bench.rest();
    expect(await textsOf(bench, ann)).toEqual([
      `<paragraph>${words}</paragraph><paragraph>and tea</paragraph>`,
    ]);
  });

  it("who goes on writing and mends what they write removes nothing", async () => {
    const { bench, ann } = await longNote();
    wordsOf(ann).delete(0, 1);
    for (let i = 0; i < 10; i += 1) {
      ann.type("a".repeat(30));
      wordsOf(ann, 1).delete(wordsOf(ann, 1).length - 30, 30);
    }
    await bench.rest();
    expect(await versionsOf(bench, ann)).toEqual([]);
  });

  it("what a version has already is not kept twice", async () => {
    const { bench, ann, bob } = await longNote();
    await bench.pass(300_000);
    expect(await versionsOf(bench, ann)).toHaveLength(1);
    await typeOver(bench, bob, "x");
    expect(await versionsOf(bench, ann)).toHaveLength(1);
  });

  it("who names only what the words stood in has taken out the words", async () => {
    const { bench, ann, bob } = await longNote();
    // oxlint-disable-next-line no-underscore-dangle -- the library names it so
    const id = noteOf(bob).get(0)._item?.id;
    if (!id) throw new Error("a paragraph is an item");
    const crafted = encoding.createEncoder();
    // Nothing new, and one client id of which one stretch goes.
    for (const number of [0, 1, id.client, 1, id.clock, 1]) encoding.writeVarUint(crafted, number);
    await bench.say(bob, updateFrame(encoding.toUint8Array(crafted)));
    expect(ann.text).toBe("<paragraph>and tea</paragraph>");
    expect(await versionsOf(bench, ann)).toHaveLength(1);
  });
});

describe("somebody who takes out again and again", () => {
  it("makes two versions a minute at most, and what stood for a minute is always in one", async () => {
    const { bench, ann, bob } = await longNote();
    for (let i = 0; i < 60; i += 1) {
      const words = `${i}: ${LONG}`;
      await typeOver(bench, bob, words);
      await bench.pass(10_000);
    }
    const all = await versionsOf(bench, ann);
    expect(all.length).toBeLessThanOrEqual(20);
    const stood = "stood ".repeat(50);
    await typeOver(bench, ann, stood);
    await bench.pass(REMOVAL_MS);
    await typeOver(bench, bob, "x");
    expect((await textsOf(bench, ann)).some((text) => text.includes(stood))).toBe(true);
  });

  it("does not crowd others' versions out, and the first and the last of theirs stay", () => {
    const at = Date.UTC(2026, 10, 26, 12);
    const ids = Array.from({ length: 100 }, (_, i) => i);
    const made = (id: number, changes: Partial<StoredVersion> = {}): StoredVersion => ({
      id,
      at: at + id * VERSIONS_APART_MS,
      people: [],
      isKept: false,
      upTo: id,
      parts: 1,
      bytes: 1,
      ...changes,
    });
    const bob = "bob" as never;
    let all: StoredVersion[] = [made(-1)];
    for (const id of ids) {
      all.push(made(id, { removedBy: bob }));
      const gone = superfluous(all, at + id * VERSIONS_APART_MS);
      all = all.filter((one) => !gone.includes(one));
    }
    const theirs = all.filter(({ removedBy }) => removedBy);
    expect(all.length).toBeLessThan(MAX_VERSIONS / 2);
    expect(theirs.length).toBeLessThanOrEqual(MAX_RESCUES_PER_PERSON + 1);
    expect([theirs[0]?.id, theirs.at(-1)?.id, all[0]?.id]).toEqual([0, 99, -1]);
  });
});

describe("versions from before a removal", () => {
  const HOUR = 3_600_000;
  const NOW = Date.UTC(2026, 10, 26, 12);
  const version = (minute: number, removedBy?: string): StoredVersion => ({
    id: minute,
    at: NOW - 6 * HOUR + minute * 60_000,
    people: [],
    isKept: false,
    upTo: 0,
    parts: 1,
    bytes: 1,
    ...(removedBy ? { removedBy: removedBy as never } : {}),
  });

  it("stay when those around them are thinned, one in each stretch", () => {
    const all = [
      version(1),
      version(2, "bob"),
      version(3),
      version(4, "ann"),
      version(5),
      version(6),
    ];
    const newest = version(300);
    const gone = superfluous([...all, newest], NOW);
    expect(gone.map(({ id }) => id)).toEqual([1, 2, 3, 5]);
  });
});

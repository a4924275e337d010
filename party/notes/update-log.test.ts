import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";
import { MortalStorage } from "../../test/fakes/mortal-storage.ts";

const A_MINUTE = 60_000;

/** Each change adds a word of its own, so that what was saved can be told from what was not. */
function wordsOf(editor: BenchEditor, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${editor.by.name}${i + 1}.`);
}

async function type(bench: NoteBench, editor: BenchEditor, words: readonly string[]) {
  for (const word of words) editor.type(word);
  await bench.rest();
}

/** Rows as they are one change before they are put together. */
async function almostFull(): Promise<MortalStorage<Uint8Array>> {
  const bench = await NoteBench.open();
  const rows = new MortalStorage<Uint8Array>();
  bench.rows = rows;
  await bench.wake();
  const zoe = await bench.enter("Zoe");
  await type(bench, zoe, wordsOf(zoe, 199));
  expect(zoe.saved).toBe(199);
  return rows;
}

describe("what a note stores", () => {
  it("is put together when there are many changes, and is the same document", async () => {
    const bench = await NoteBench.open();
    bench.rows = await almostFull();
    await bench.wake();
    const ann = await bench.enter("Ann");
    await type(bench, ann, wordsOf(ann, 50));
    expect(bench.rows.rows.size).toBeGreaterThan(200);
    await bench.pass(A_MINUTE);
    const kinds = new Set([...bench.rows.rows.keys()].map((key) => key.split(":")[0]));
    expect(kinds).toEqual(new Set(["state", "s", "a", "stretch", "news"]));
    await bench.drop(ann);
    await bench.wake();
    const bob = await bench.enter("Bob");
    expect(bob.text).toBe(ann.text);
  });

  it("is small after twenty thousand changes", async () => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    for (let i = 0; i < 100; i += 1) {
      for (let j = 0; j < 200; j += 1) {
        if (j % 20 === 0) ann.write("");
        else if (j % 33 === 0) ann.doc.getXmlFragment("note").delete(0, 1);
        else ann.type("x");
      }
      await bench.rest();
      await bench.pass(2_000);
    }
    expect(ann.saved).toBe(20_000);
    const { rows } = bench.rows;
    expect(rows.size).toBeLessThan(300);
    const bytes = [...rows].filter(([key]) => !/^[vw]:/.test(key)).map(([, row]) => row.byteLength);
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(300_000);
    await bench.drop(ann);
    await bench.wake();
    const bob = await bench.enter("Bob");
    expect(bob.text).toBe(ann.text);
  }, 60_000);

  it("is not lost at whatever write the process dies", async () => {
    const before = await almostFull();
    let writes = 0;
    for (let isOver = false; !isOver; writes += 1) {
      const bench = await NoteBench.open();
      const rows = before.afterlife();
      bench.rows = rows;
      await bench.wake();
      const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
      rows.lives = writes;
      const saved = new Map<BenchEditor, number>();
      const scene = async () => {
        await type(bench, ann, wordsOf(ann, 3));
        // It is put together, and goes on; then it is quiet, and a version is kept; and so once more.
        await bench.pass(2_000);
        await type(bench, bob, wordsOf(bob, 2));
        await bench.pass(10 * A_MINUTE);
        await type(bench, ann, wordsOf(ann, 5).slice(3));
      };
      await Promise.race([scene(), untilDead(rows)]);
      await bench.rest();
      for (const editor of [ann, bob]) saved.set(editor, editor.saved);
      isOver = !rows.isDead;

      const after = await NoteBench.open();
      after.rows = rows.afterlife();
      await after.wake();
      const witness = await after.enter("Eve");
      for (const word of wordsOf(await after.enter("Zoe"), 199))
        expect(witness.text).toContain(word);
      for (const [editor, count] of saved)
        for (const word of wordsOf(editor, count)) expect(witness.text).toContain(word);
      for (const version of (await versionsOf(after)).map(({ id }) => id)) {
        const state = await after.note.pages.version(witness.by, version);
        expect(state.ok && docOf(state.value).getXmlFragment("note").toJSON()).toContain("Zoe199.");
      }
      // And it goes on from there.
      await type(after, witness, ["more"]);
      await after.pass(10 * A_MINUTE);
      await after.wake();
      const last = await after.enter("Uma");
      expect(last.text).toBe(witness.text);
      expect(after.failures).toEqual([]);
    }
    expect(writes).toBeGreaterThan(12);
  });

  it("is read anew when a write fails, and whoever wrote comes back with what they have", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    await type(bench, ann, ["kept."]);
    bench.rows.failure = new Error("the disk is full");
    ann.type("lost?");
    await bench.rest();
    expect(bench.failures).toHaveLength(1);
    expect(ann.saved).toBe(1);
    expect(ann.peer?.closed).toBe(1011);
    expect(bob.text).not.toContain("lost?");
    await type(bench, bob, ["on."]);
    await bench.connect(ann);
    await bench.rest();
    expect(bob.text).toContain("lost?");
    expect(bob.text).toBe(ann.text);
  });
});

async function versionsOf(bench: NoteBench) {
  const answer = await bench.note.pages.versions((await bench.enter("Ulf")).by);
  if (!answer.ok) throw new Error("the versions are for everyone in the room");
  return answer.value.versions;
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

/** Whatever waits for a dead process waits for ever. */
async function untilDead(rows: MortalStorage<Uint8Array>): Promise<void> {
  while (!rows.isDead) await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

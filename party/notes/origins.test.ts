import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";

const TEXT = "We meet at the old mill on Monday";

async function annsNote(...paragraphs: string[]) {
  const bench = await NoteBench.open();
  const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
  for (const words of paragraphs.length > 0 ? paragraphs : [TEXT]) ann.write(words);
  await bench.rest();
  const undo = new Y.UndoManager(noteOf(bob), { captureTimeout: 60_000 });
  return { bench, ann, bob, undo };
}

const noteOf = ({ doc }: BenchEditor) => doc.getXmlFragment("note");
function wordsOf(editor: BenchEditor, paragraph = 0): Y.XmlText {
  return (noteOf(editor).get(paragraph) as Y.XmlElement).get(0) as Y.XmlText;
}
function element(name: string, words: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

/** Who wrote what, as a page tells it: "ann: We meet | bob: now". */
async function told(bench: NoteBench, { by, doc }: BenchEditor): Promise<string> {
  await bench.rest();
  const answer = await bench.note.pages.versions(by);
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { authors, origins } = answer.value;
  const owner = (client: number) =>
    authors.find(({ clientIds }) => clientIds.includes(client))?.person ?? "nobody";
  const first = (client: number, clock: number) =>
    origins.find(({ stretches }) => {
      for (let i = 0; i < stretches.length; i += 3) {
        const [id = 0, from = 0, length = 0] = stretches.slice(i, i + 3);
        if (id === client && clock >= from && clock < from + length) return true;
      }
      return false;
    })?.person;
  const runs: { by: string; text: string }[] = [];
  for (const node of doc.getXmlFragment("note").createTreeWalker(() => true)) {
    if (!(node instanceof Y.XmlText)) continue;
    // oxlint-disable-next-line no-underscore-dangle -- who wrote something is told by its items alone
    for (let item = node._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      const { str } = item.content;
      Array.from({ length: str.length }, (_, i) => str.charAt(i)).forEach((character, i) => {
        const { client, clock } = item.id;
        const whose = first(client, clock + i) ?? owner(client);
        const last = runs.at(-1);
        if (last?.by === whose) last.text += character;
        else runs.push({ by: whose, text: character });
      });
    }
  }
  return runs.map(({ by: whose, text }) => `${whose.replace("p-", "")}: ${text}`).join(" | ");
}

describe("who wrote first what comes back", () => {
  it("is told when somebody else takes it out and back again", async () => {
    const { bench, ann, bob, undo } = await annsNote();
    noteOf(bob).delete(0, 1);
    await bench.rest();
    undo.undo();
    expect(await told(bench, ann)).toBe(`ann: ${TEXT}`);
    undo.redo();
    await bench.rest();
    undo.undo();
    expect(await told(bench, ann)).toBe(`ann: ${TEXT}`);
  });

  it("is told of a part, a short word, and what went letter by letter", async () => {
    const { bench, ann, bob, undo } = await annsNote();
    wordsOf(bob).delete(3, 4);
    await bench.rest();
    undo.undo();
    expect(await told(bench, ann)).toBe(`ann: ${TEXT}`);
    undo.stopCapturing();
    for (let i = 0; i < 12; i += 1) {
      wordsOf(bob).delete(wordsOf(bob).length - 1, 1);
      await bench.rest();
    }
    undo.undo();
    expect(await told(bench, ann)).toBe(`ann: ${TEXT}`);
  });

  it("is told of a short word by the place that it comes back to, whatever went since", async () => {
    const { bench, ann, bob, undo } = await annsNote();
    wordsOf(bob).delete(11, 3);
    await bench.rest();
    wordsOf(ann).delete(0, 1);
    await bench.rest();
    undo.undo();
    expect(await told(bench, ann)).toBe(`ann: ${TEXT.slice(1)}`);
  });

  it("is told of words of several, each by their own", async () => {
    const { bench, ann, bob } = await annsNote();
    wordsOf(bob).insert(7, " again");
    await bench.rest();
    const eve = await bench.enter("Eve");
    const hers = new Y.UndoManager(noteOf(eve));
    noteOf(eve).delete(0, 1);
    await bench.rest();
    hers.undo();
    const both = "ann: We meet | bob:  again | ann:  at the old mill on Monday";
    expect(await told(bench, ann)).toBe(both);
  });

  it("is told when words are moved, joined, parted, or become a heading, which takes them out and in", async () => {
    const { bench, ann, bob } = await annsNote(TEXT, "milk", "tea");
    bob.doc.transact(() => {
      noteOf(bob).delete(0, 3);
      noteOf(bob).insert(
        0,
        ["tea", TEXT.slice(8), TEXT.slice(0, 8)].map((words) => element("heading", words)),
      );
    });
    expect(await told(bench, ann)).toBe(`ann: tea${TEXT.slice(8)}${TEXT.slice(0, 8)}`);
  });

  it("is known after sleep, and after the changes were put together", async () => {
    const { bench, ann, bob, undo } = await annsNote();
    noteOf(bob).delete(0, 1);
    await bench.rest();
    await bench.wake();
    for (let i = 0; i < 220; i += 1) ann.type("x");
    await bench.rest();
    await bench.pass(2_000);
    await bench.wake();
    undo.undo();
    const all = () => told(bench, ann);
    const hers = expect.stringMatching(/^ann: x*We meet at the old mill on Mondayx*$/);
    expect(await all()).toEqual(hers);
    await bench.wake();
    expect(await all()).toEqual(hers);
    for (let i = 0; i < 220; i += 1)
      wordsOf(bob, 0).format(0, 1, { bold: i % 2 === 0 ? {} : null });
    await bench.rest();
    await bench.pass(2_000);
    await bench.wake();
    expect(await all()).toEqual(hers);
  });

  it("is nobody else of what is new, also beside what went", async () => {
    const { bench, ann, bob } = await annsNote();
    wordsOf(bob).delete(3, 4);
    wordsOf(bob).insert(3, "sit");
    ann.write("I have said so");
    bob.write("I have never said so");
    const words = await told(bench, ann);
    expect(words).toContain("bob: sit");
    expect(words).toContain("bob: I have never said so");
  });

  it("is looked for in so much only, however much comes at once", async () => {
    const { bench, bob } = await annsNote("a".repeat(60_000), "b".repeat(60_000));
    noteOf(bob).delete(0, 2);
    await bench.rest();
    const began = performance.now();
    bob.doc.transact(() => {
      for (let i = 0; i < 500; i += 1) bob.write(`${"a".repeat(30)}${i}`);
    });
    await bench.rest();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(bob.saved).toBe(bob.sent);
  });
});

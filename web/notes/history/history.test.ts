import { prosemirrorJSONToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { noteSchema } from "../note-schema.ts";
import type { PersonId } from "#protocol/ids.ts";
import { writtenIn } from "./authors-in.ts";
import { creditsIn } from "./credits-in.ts";
import { documentOf, restore } from "./restore.ts";

const text = (words: string) => ({ type: "text", text: words });
const NOTE = {
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 1 }, content: [text("Plan")] },
    {
      type: "paragraph",
      content: [text("ask "), { type: "mention", attrs: { person: "bob" } }, text(" today")],
    },
    { type: "paragraph", content: [text("and tea")] },
  ],
};

function noteBy(client: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  prosemirrorJSONToYXmlFragment(noteSchema(), NOTE, doc.getXmlFragment("note"));
  return doc;
}

const nodeOf = (doc: Y.Doc) =>
  yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment("note"), noteSchema());

/** Writes into the words that begin with `after`. */
function write(doc: Y.Doc, paragraph: number, at: number, words: string) {
  const element = doc.getXmlFragment("note").get(paragraph);
  const found = element instanceof Y.XmlElement ? element.get(0) : null;
  if (found instanceof Y.XmlText) found.insert(at, words);
}

describe("who wrote what", () => {
  it("is told where it stands in the editor, word by word", () => {
    const ann = noteBy(1);
    const bob = documentOf(Y.encodeStateAsUpdate(ann));
    bob.clientID = 2;
    write(bob, 2, 3, " green");
    const note = nodeOf(bob);
    const told = writtenIn(bob.getXmlFragment("note"), noteSchema()).map(({ from, to, client }) => [
      note.textBetween(from, to),
      client,
    ]);
    expect(told).toEqual([
      ["Plan", 1],
      ["ask ", 1],
      [" today", 1],
      ["and", 1],
      [" green", 2],
      [" tea", 1],
    ]);
  });

  it("leaves out what was deleted", () => {
    const doc = noteBy(1);
    doc.getXmlFragment("note").delete(0, 2);
    const note = nodeOf(doc);
    const [only] = writtenIn(doc.getXmlFragment("note"), noteSchema());
    expect(only && note.textBetween(only.from, only.to)).toBe("and tea");
  });
});

describe("whoever wrote first", () => {
  it("is told of what others have brought back, and neighbours by the same are one", () => {
    const ann = noteBy(1);
    const bob = documentOf(Y.encodeStateAsUpdate(ann));
    bob.clientID = 2;
    write(bob, 2, 3, " green");
    write(bob, 2, 9, " hot");
    const note = nodeOf(bob);
    const bobs = writtenIn(bob.getXmlFragment("note"), noteSchema()).find(
      ({ client }) => client === 2,
    );
    const clock = bobs?.clock ?? 0;
    const history = {
      authors: [
        { person: "ann" as PersonId, clientIds: [1] },
        { person: "bob" as PersonId, clientIds: [2] },
      ],
      // Bob has brought back "green".
      origins: [{ person: "ann" as PersonId, stretches: [2, clock + 1, 5] }],
    };
    const told = creditsIn(bob.getXmlFragment("note"), noteSchema(), history).map(
      ({ from, to, person }) => [note.textBetween(from, to), person],
    );
    expect(told).toEqual([
      ["Plan", "ann"],
      ["ask ", "ann"],
      [" today", "ann"],
      ["and", "ann"],
      [" ", "bob"],
      ["green", "ann"],
      [" hot", "bob"],
      [" tea", "ann"],
    ]);
  });
});

describe("a version that is made the note again", () => {
  it("is an edit that others merge, and leaves alone what is the same", () => {
    const old = noteBy(1);
    const now = documentOf(Y.encodeStateAsUpdate(old));
    now.clientID = 2;
    write(now, 2, 0, "milk ");
    const other = documentOf(Y.encodeStateAsUpdate(now));
    const changes: Uint8Array[] = [];
    now.on("update", (update: Uint8Array) => changes.push(update));
    write(other, 0, 4, "!");

    restore(now, old, noteSchema());

    expect(nodeOf(now).eq(nodeOf(old))).toBe(true);
    for (const change of changes) Y.applyUpdate(other, change);
    Y.applyUpdate(now, Y.encodeStateAsUpdate(other));
    expect(nodeOf(other).textContent).toBe("Plan!ask  todayand tea");
    expect(nodeOf(now).eq(nodeOf(other))).toBe(true);
    const authors = writtenIn(now.getXmlFragment("note"), noteSchema()).map(({ client }) => client);
    expect(new Set(authors).has(1)).toBe(true);
  });
});

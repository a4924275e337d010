import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import * as Y from "yjs";
import { FakeNote } from "./fake-note.test-kit.ts";
import { showNoteOf } from "./shown-note.test-kit.tsx";

const MENTION = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab33";

let server: FakeNote;
beforeEach(async () => {
  server = new FakeNote();
  await page.viewport(1200, 800);
});
afterEach(async () => {
  await cleanup();
  history.replaceState(null, "", "/");
});

function write(id: string, lines: number) {
  server.write((doc) => {
    const paragraphs = Array.from({ length: lines }, (_, i) => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(`line ${i}`)]);
      return paragraph;
    });
    const mention = new Y.XmlElement("mention");
    mention.setAttribute("person", "bob");
    mention.setAttribute("id", id);
    paragraphs.at(-1)?.insert(1, [mention]);
    doc.getXmlFragment("note").push(paragraphs);
  });
}

test("whoever comes by a mention finds the note open at it, also when it comes after them", async () => {
  history.replaceState(null, "", `/rooms/tea?note&at=${MENTION}`);
  write("01a21649-cbfc-7f0c-8ba6-f01b4b66ab34", 60);
  const { box } = await showNoteOf(server);
  const sought = () => box.element().querySelector("[data-sought]");
  await expect.element(page.getByText("line 59")).toBeInTheDocument();
  expect(sought()).toBeNull();
  write(MENTION, 60);
  await expect.poll(sought).not.toBeNull();
  await expect.poll(() => (sought()?.getBoundingClientRect().top ?? 1e9) < 600).toBe(true);
});

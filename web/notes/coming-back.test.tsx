import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import * as Y from "yjs";
import { RoomNames } from "../markup/room-names.tsx";
import { ANN, eventOf, storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { createEditor } from "./editor/create-editor.ts";
import { namingStore } from "./editor/naming.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { documentOf, restore } from "./history/restore.ts";
import { ShownNote } from "./note-panel.tsx";
import { noteSchema } from "./note-schema.ts";
import type { OpenNote } from "./open-note.ts";
import { beginThread } from "./passage.ts";
import { openFakeNote } from "./shown-note.test-kit.tsx";

let server: FakeNote;
let note: OpenNote;

beforeEach(async () => {
  server = new FakeNote();
  note = openFakeNote(server, ANN.id);
  await page.viewport(1200, 800);
});
afterEach(cleanup);

const me = { ...ANN, role: "member" as const };
const box = () => page.getByRole("textbox", { name: "The note of Tea" });
const type = (keys: string) => userEvent.keyboard(keys);

/** The note in its place, or (as when an older version is looked at) not. */
async function seen() {
  const handle = storyRoom(tellStory([{ by: "bob", does: "member.joined" }]));
  const of = (isShown: boolean) => (
    <div style={{ display: "flex", blockSize: 400 }}>
      <RoomNames handle={handle} me={ANN.id}>
        {isShown && <ShownNote handle={handle} me={me} note={note} />}
      </RoomNames>
    </div>
  );
  const { rerender } = await render(of(true));
  await expect.element(box()).toBeVisible();
  return {
    leave: () => rerender(of(false)),
    comeBack: async () => {
      await rerender(of(true));
      await expect.element(box()).toBeVisible();
    },
  };
}

test("whoever has looked at something else can still take back what they did before", async () => {
  const { leave, comeBack } = await seen();
  await userEvent.click(box());
  await type("Bring tea");
  await expect.poll(() => server.text).toContain("Bring tea");
  // As after a pause.
  note.undo.stopCapturing();
  await type("{Control>}a{/Control}x");
  await expect.poll(() => server.text).toBe("<paragraph>x</paragraph>");
  for (let times = 0; times < 2; times += 1) {
    await leave();
    await comeBack();
  }
  await userEvent.click(box());
  await type("{Control>}z{/Control}");
  await expect.poll(() => server.text).toBe("<paragraph>Bring tea</paragraph>");
  await type("{Control>}y{/Control}");
  await expect.poll(() => server.text).toBe("<paragraph>x</paragraph>");
});

test("they find what they had chosen, and the place to which they had scrolled", async () => {
  const { leave, comeBack } = await seen();
  await userEvent.click(box());
  await type(Array.from({ length: 20 }, (_, i) => `line ${i}`).join("{Enter}"));
  await type("{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}");
  const scroller = () => box().element().parentElement?.parentElement ?? document.body;
  scroller().scrollTop = 200;
  await expect.poll(() => scroller().scrollTop).toBe(200);
  await new Promise(requestAnimationFrame);
  await leave();
  server.write((doc) => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText("theirs")]);
    doc.getXmlFragment("note").insert(0, [paragraph]);
  });
  await expect.poll(() => note.fragment.toJSON()).toContain("theirs");
  await comeBack();
  expect(Math.abs(scroller().scrollTop - 200)).toBeLessThan(60);
  box().element().focus();
  await type("!");
  await expect.poll(() => server.text).toContain("<paragraph>line !</paragraph>");
});

test("a version that was brought back can be taken back in one step", async () => {
  const { leave, comeBack } = await seen();
  await userEvent.click(box());
  await type("old");
  await expect.poll(() => server.text).toContain("old");
  const old = documentOf(Y.encodeStateAsUpdate(note.doc));
  await type("{Control>}a{/Control}new");
  await expect.poll(() => server.text).toContain("new");
  await leave();
  note.undo.stopCapturing();
  restore(note.doc, old, noteSchema());
  await expect.poll(() => server.text).toBe("<paragraph>old</paragraph>");
  await comeBack();
  await userEvent.click(box());
  await type("{Control>}z{/Control}");
  await expect.poll(() => server.text).toBe("<paragraph>new</paragraph>");
});

/** Ann has chosen "roses" and begun a thread about it; the message is on its way. */
async function begun(handle: StoryRoom) {
  await expect.poll(() => note.facts.getState().line.isSynced).toBe(true);
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("Water the roses")]);
  note.fragment.insert(0, [paragraph]);
  const editor = createEditor({
    element: document.createElement("div"),
    fragment: note.fragment,
    undo: note.undo,
    awareness: note.awareness,
    names: null as never,
    naming: namingStore(),
    label: "",
    boxLabel: String,
    isEditable: true,
    leave: () => undefined,
    askForLink: () => undefined,
    toTools: () => undefined,
  });
  editor.commands.setTextSelection({ from: 11, to: 16 });
  expect(beginThread(editor, note, handle, "> roses")).toBeNull();
  return editor;
}

test("the mark of a thread is set although the note was closed before its message was accepted", async () => {
  const handle = storyRoom(tellStory([]));
  const editor = await begun(handle);
  editor.destroy();
  note.fragment.insert(0, [new Y.XmlElement("paragraph")]);
  // Until then the note is not done with (note-home.ts).
  expect(note.facts.getState().errands).toBe(1);
  const [pending] = handle.view.getState().pending;
  handle.happen([eventOf({ by: "ann", says: "> roses", id: pending?.id ?? "" }, 2)]);
  await expect.poll(() => server.text).toMatch(/Water the <comment[^>]* seq="2">roses</);
  expect(note.facts.getState().errands).toBe(0);
});

test("a message that is given up leaves no mark, and nothing waits for it", async () => {
  const handle = storyRoom(tellStory([]));
  const editor = await begun(handle);
  editor.destroy();
  const [pending] = handle.view.getState().pending;
  if (pending) handle.discard(pending.id);
  expect(note.facts.getState().errands).toBe(0);
  expect(server.text).not.toContain("comment");
});

import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { FakeNote } from "./fake-note.test-kit.ts";
import type { OpenNote } from "./open-note.ts";
import { openFakeNote } from "./shown-note.test-kit.tsx";

let server: FakeNote;
let open: OpenNote[];
let browser: string;

beforeEach(() => {
  server = new FakeNote();
  open = [];
  browser = crypto.randomUUID();
});
afterEach(() => {
  for (const note of open) note.close();
});

/** A tab of Ann's browser, in which the note is open. */
function tab(at = server, of = browser): OpenNote {
  const note = openFakeNote(at, "ann", of);
  open.push(note);
  return note;
}

function write({ fragment }: OpenNote, words: string) {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(words)]);
  fragment.push([paragraph]);
}

const textOf = ({ fragment }: OpenNote) => fragment.toJSON();
const hasLine = ({ facts }: OpenNote) => facts.getState().line.isSynced;
const nothingIsToldFor = (tabs: readonly OpenNote[]) =>
  tabs.every(({ doc }) => doc.store.pendingStructs === null);

test("two tabs without a line have the same, what is taken out too", async () => {
  server.isReachable = false;
  const [one, other] = [tab(), tab()];
  write(one, "tea");
  await expect.poll(() => textOf(other)).toBe("<paragraph>tea</paragraph>");
  write(other, "milk");
  await expect.poll(() => textOf(one)).toBe(textOf(other));
  one.fragment.delete(0, 1);
  await expect.poll(() => textOf(other)).toBe("<paragraph>milk</paragraph>");
  expect(nothingIsToldFor([one, other])).toBe(true);
});

test("a tab that comes later has what was written before, and tells what it has", async () => {
  server.isReachable = false;
  const one = tab();
  write(one, "before");
  const other = tab();
  await expect.poll(() => textOf(other)).toContain("before");
});

test("what was on its way when the line ended is in every tab", async () => {
  const [one, other] = [tab(), tab()];
  await expect.poll(() => hasLine(one) && hasLine(other)).toBe(true);
  // The line is dead already, and nobody knows.
  server.isReachable = false;
  write(one, "lost on its way");
  expect(textOf(other)).toBe("");
  server.end();
  await expect.poll(() => textOf(other)).toContain("lost on its way");
});

test("a tab that has a line takes on what another has written without one, and nobody is told twice", async () => {
  const elsewhere = new FakeNote();
  elsewhere.isReachable = false;
  const [cutOff, live] = [tab(elsewhere), tab()];
  await expect.poll(() => hasLine(live)).toBe(true);
  write(cutOff, "by the other way");
  await expect.poll(() => server.text).toContain("by the other way");
  await expect.poll(() => live.facts.getState().line.isSaved).toBe(true);
  expect(server.taken).toHaveLength(1);
});

test("while both have a line, what is written goes by it alone", async () => {
  const [one, other] = [tab(), tab()];
  await expect.poll(() => hasLine(one) && hasLine(other)).toBe(true);
  const said: unknown[] = [];
  const ear = new BroadcastChannel(browser);
  ear.addEventListener("message", ({ data }) => said.push(data));
  write(one, "tea");
  await expect.poll(() => textOf(other)).toContain("tea");
  await expect.poll(() => one.facts.getState().line.isSaved).toBe(true);
  ear.close();
  expect(said).toEqual([]);
  expect(server.taken).toHaveLength(1);
});

test("where others are does not go from tab to tab, and neither does anything between browsers", async () => {
  server.isReachable = false;
  const [one, other, foreign] = [tab(), tab(), tab(server, crypto.randomUUID())];
  one.awareness.setLocalState({ cursor: null });
  write(one, "tea");
  await expect.poll(() => textOf(other)).toContain("tea");
  expect([...other.awareness.getStates().keys()]).not.toContain(one.awareness.clientID);
  expect(textOf(foreign)).toBe("");
});

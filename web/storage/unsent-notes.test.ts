import * as v from "valibot";
import { beforeEach, expect, it } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { testId } from "../room/model-room.test-kit.ts";
import { MemoryNoteStorage } from "./note-storage.test-kit.ts";
import { forgetUnsentNotes, unsentNotesIn, type UnsentNote } from "./unsent-notes.ts";

const [TEA, DEN] = [v.parse(RoomId, "tea"), v.parse(RoomId, "den")];
const note = (n: number, nth = n): UnsentNote => ({
  nth,
  row: { id: testId(n), wish: { type: "message.post", body: `text ${n}` }, writtenAt: 1_000 },
});

let storage: MemoryNoteStorage;
const notesOf = (person: string) => unsentNotesIn(() => storage, person);
beforeEach(() => {
  storage = new MemoryNoteStorage();
});

it("gives notes back whole, in the order they were written and not that of their ids", () => {
  const failed = {
    ...note(1, 9),
    row: {
      ...note(1).row,
      wish: { type: "message.post", body: "waves", action: true },
      failed: "not_member",
    },
  };
  const written = [note(3, 7), { ...note(2, 8), instead: testId(5) }, failed as UnsentNote];
  for (const one of written.toReversed()) notesOf("ann").write(TEA, one);
  expect(notesOf("ann").read(TEA)).toEqual(written);
});

it("keeps rooms and people apart, and knows which rooms have any", () => {
  notesOf("ann").write(TEA, note(1));
  notesOf("ann").write(DEN, note(2));
  notesOf("anna").write(TEA, note(3));
  expect(notesOf("ann").read(TEA)).toEqual([note(1)]);
  expect(notesOf("ann").rooms().toSorted()).toEqual([DEN, TEA]);
  expect(notesOf("anna").rooms()).toEqual([TEA]);
});

it("removes the named ones only, however often", () => {
  notesOf("ann").write(TEA, note(1));
  notesOf("ann").write(TEA, note(2));
  notesOf("ann").remove(TEA, [testId(1), testId(1), testId(9)]);
  notesOf("ann").remove(TEA, [testId(1)]);
  expect(notesOf("ann").read(TEA)).toEqual([note(2)]);
});

it("forgets one person's words at a sign-out, and nothing else", () => {
  storage.setItem("parley-session", "Bob");
  notesOf("ann").write(TEA, note(1));
  notesOf("bob").write(TEA, note(2));
  notesOf("ann").sent(TEA, testId(1));
  notesOf("bob").sent(TEA, testId(2));
  forgetUnsentNotes(() => storage, "ann");
  expect(notesOf("ann").rooms()).toEqual([]);
  expect([notesOf("ann").lastSent(TEA), notesOf("bob").lastSent(TEA)]).toEqual([null, testId(2)]);
  expect(notesOf("bob").read(TEA)).toEqual([note(2)]);
  expect(storage.getItem("parley-session")).toBe("Bob");
});

it("passes over what it cannot read", () => {
  storage.setItem(`parley.unsent.ann.tea.${testId(1)}`, '{"nth":"first"}');
  notesOf("ann").write(TEA, note(2));
  expect(notesOf("ann").read(TEA)).toEqual([note(2)]);
});

it("goes without where storage is full or forbidden, and says so", () => {
  storage = new MemoryNoteStorage(1);
  expect(notesOf("ann").write(TEA, note(1))).toBe(true);
  expect(notesOf("ann").write(TEA, note(2))).toBe(false);
  expect(notesOf("ann").read(TEA)).toEqual([note(1)]);
  storage.isForbidden = true;
  notesOf("ann").remove(TEA, [testId(1)]);
  forgetUnsentNotes(() => storage, "ann");
  expect(notesOf("ann").read(TEA)).toEqual([]);
  expect(notesOf("ann").rooms()).toEqual([]);
});

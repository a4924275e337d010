import { parse } from "valibot";
import { afterEach, expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { draftIn, draftPlaces, drafts, forgetDrafts, keepDraft, keepReply } from "./drafts.ts";

// In a browser, because only there is storage that can be looked into.
const TEA = { room: parse(RoomId, "tea") };
const THREAD = { room: TEA.room, thread: 7 };

afterEach(forgetDrafts);

test("a room and a thread in it have drafts of their own", () => {
  keepDraft(TEA, "to all");
  keepDraft(THREAD, "to a few");
  expect(draftIn(TEA).text).toBe("to all");
  expect(draftIn(THREAD).text).toBe("to a few");
});

test("what an earlier version has kept is still there", () => {
  localStorage.setItem("parley-draft:tea", "{ looks like data }");
  expect(draftIn(TEA)).toEqual({ text: "{ looks like data }" });
});

test("knows where something is half written, here and in storage", () => {
  localStorage.setItem("parley-draft:milk", "from before");
  keepDraft(TEA, "a");
  keepDraft(THREAD, "b");
  keepDraft(TEA, "");
  expect(draftPlaces().toSorted((a, b) => a.room.localeCompare(b.room))).toEqual([
    { room: "milk" },
    THREAD,
  ]);
});

test("a draft remembers which message it answers", () => {
  keepDraft(TEA, "yes");
  keepReply(TEA, 12);
  expect(draftIn(TEA)).toEqual({ text: "yes", replyTo: 12 });
  expect(localStorage.getItem("parley-draft-reply:tea")).toBe("12");
});

test("a text that is longer than any message is kept when the page goes", () => {
  const book = "word ".repeat(10_000);
  keepDraft(TEA, book);
  window.dispatchEvent(new Event("pagehide"));
  expect(localStorage.getItem("parley-draft:tea")).toBe(book);
});

test("whoever signs out leaves no draft, not even one that was about to be kept", () => {
  keepDraft(TEA, "word ".repeat(10_000));
  forgetDrafts();
  window.dispatchEvent(new Event("pagehide"));
  expect(localStorage.getItem("parley-draft:tea")).toBeNull();
  expect(drafts.getState()).toEqual({});
});

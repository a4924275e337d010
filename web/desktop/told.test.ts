import { describe, expect, it } from "vitest";
import { NOTHING_HELD } from "../inbox/held.ts";
import { activity, holding, room, TEA, thread } from "./told.test-kit.ts";
import { callAt, isOver, toldSince, type Wants } from "./told.ts";

const MENTIONS: Wants = { level: "mentions", keywords: [], calls: true };
const EVERYTHING: Wants = { level: "everything", keywords: [], calls: true };
const WORDS: Wants = { level: "mentions", keywords: ["soup"], calls: true };

const before = holding([room(5, [4, 5])]);
const since = (wants: Wants, ...entries: Parameters<typeof holding>[0]) =>
  toldSince(before, holding(entries, before), () => wants).map(
    ({ seq, reason, thread: root }) =>
      `${seq} ${reason}${root === undefined ? "" : ` under ${root}`}`,
  );

describe("what the inbox has told is told on", () => {
  it("where somebody is named or answered, in a room and in a thread", () => {
    expect(since(MENTIONS, room(7, [4, 7]), activity(6))).toEqual(["6 meant"]);
    expect(since(MENTIONS, room(7, [4, 5]), activity(7, { what: "reply", thread: 2 }))).toEqual([
      "7 meant under 2",
    ]);
  });

  it("where they are called, if they want to hear of calls", () => {
    const call = activity(6, { what: "call", calls: "room" });
    expect(since(MENTIONS, room(6, [4, 6]), call)).toEqual(["6 meant"]);
    expect(since({ ...MENTIONS, calls: false }, room(6, [4, 6]), call)).toEqual([]);
    const all = { ...EVERYTHING, calls: false };
    expect(since(all, room(6, [4, 6]), call)).toEqual(["6 level"]);
    expect(callAt(holding([call]), { room: TEA, seq: 6 })).toBe("room");
    expect(callAt(holding([call]), { room: TEA, seq: 7 })).toBeUndefined();
  });

  it("where they are named in the room's note, by that mention, until they have looked", () => {
    const mention = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab33" as never;
    const named = activity(6, { what: "note", mention });
    const now = holding([named, room(6, [4, 5])], before);
    const [told] = toldSince(before, now, () => MENTIONS);
    expect(told).toEqual({ room: TEA, seq: 6, reason: "meant", mention });
    expect(since({ ...MENTIONS, level: "nothing" }, named)).toEqual([]);
    if (!told) return;
    expect(isOver(now, 6, told, true)).toBe(false);
    expect(isOver(holding([{ ...named, isSeen: true }], now), 0, told, true)).toBe(true);
    // As a notification is known by its tag, after the page was loaded again.
    const byTag = { room: TEA, seq: 6, isInvitation: true as const };
    expect(isOver(now, 6, byTag, true)).toBe(false);
  });

  it("where it is said in a thread that they follow", () => {
    expect(since(MENTIONS, room(7, [4, 5]), thread([7, 7]))).toEqual(["7 meant under 2"]);
  });

  it("once, and in the room, where a thread and the room show it", () => {
    const both = [room(6, [4, 6]), thread([6, 6]), activity(6, { thread: 2 })];
    expect(since(EVERYTHING, ...both)).toEqual(["6 meant"]);
  });

  it("where everything of the room is wanted: what is new, and nothing else", () => {
    expect(since(EVERYTHING, room(9, [4, 6, 8, 9]))).toEqual(["9 level", "8 level", "6 level"]);
  });

  it("where it may hold a word of theirs", () => {
    expect(since(WORDS, room(6, [4, 6]))).toEqual(["6 keyword"]);
  });

  it("of a backlog the newest, however long it is", () => {
    expect(since(EVERYTHING, room(5_000, [4, 5_000]))).toHaveLength(10);
  });

  it("where an edit names them: the message was there before", () => {
    expect(since(MENTIONS, activity(5))).toEqual(["5 meant"]);
  });
});

describe("nobody is told", () => {
  it("of what is not wanted", () => {
    expect(since(MENTIONS, room(6, [4, 6]))).toEqual([]);
    const nothing = { level: "nothing", keywords: ["soup"], calls: true } as const;
    expect(since(nothing, room(6, [4, 6]), activity(6))).toEqual([]);
  });

  it("of muted threads, whoever is named there", () => {
    const muted = thread([6, 6], { isMuted: true });
    expect(since(EVERYTHING, muted, activity(6, { thread: 2 }))).toEqual([]);
  });

  it("of reactions, and of what was seen or deleted before it was told", () => {
    const some = [activity(6, { what: "reaction" }), activity(7, { isSeen: true })];
    expect(since(EVERYTHING, ...some, activity(8, { isGone: true }))).toEqual([]);
  });

  it("again of what was told before", () => {
    const now = holding([room(6, [4, 6]), activity(6)], before);
    const later = holding([activity(6, { isSeen: true }), room(6, [])], now);
    expect(toldSince(now, later, () => EVERYTHING)).toEqual([]);
  });

  it("again of a thread in which more is said: its room need not have been told anew", () => {
    const now = holding([thread([7, 7])], before);
    const later = holding([thread([7, 8])], now);
    expect(toldSince(now, later, () => MENTIONS).map(({ seq }) => seq)).toEqual([8]);
  });

  it("of rooms that they have left", () => {
    expect(since(EVERYTHING, room(6, [], { isMember: false }), activity(6))).toEqual([]);
  });

  it("by an inbox or a room of another life, or one that is heard of first", () => {
    const now = holding([room(6, [4, 6]), activity(6)]);
    expect(toldSince(NOTHING_HELD, now, () => EVERYTHING)).toEqual([]);
    expect(toldSince({ ...before, epoch: "zero" }, now, () => EVERYTHING)).toEqual([]);
    expect(since(EVERYTHING, room(6, [4, 6], { epoch: "other" }))).toEqual([]);
  });

  it("of a backlog too long to be told by its numbers, but of what names them", () => {
    expect(since(EVERYTHING, room(9, [], { unread: null }), activity(9))).toEqual(["9 meant"]);
  });
});

describe("what is shown is over", () => {
  const five = { room: TEA, seq: 5 };
  it.each([
    ["is not, while it is unread", room(5, [4, 5]), 0, false],
    ["once it was read elsewhere", room(5, [], { read: 5 }), 0, true],
    ["once it was read here, whatever the inbox knows", room(5, [4, 5]), 5, true],
    ["once it was deleted", room(6, [4, 4]), 0, true],
    ["once they have left", room(6, [4, 5], { isMember: false }), 0, true],
    ["is not, as far as can be told of a long backlog", room(5, [], { unread: null }), 0, false],
  ] as const)("%s", (_, entry, readHere, is) => {
    expect(isOver(holding([entry]), readHere, five, false)).toBe(is);
  });

  it("in a thread by what was read of the thread", () => {
    const held = holding([room(9, [], { read: 9 }), thread([5, 5])]);
    expect(isOver(held, 0, { ...five, thread: 2 }, false)).toBe(false);
    expect(isOver(held, 5, { ...five, thread: 2 }, false)).toBe(true);
    expect(isOver(held, 0, { ...five, thread: 3 }, false)).toBe(true);
  });

  it("unless the inbox has not told of it yet: a push may be faster", () => {
    expect(isOver(NOTHING_HELD, 0, five, false)).toBe(false);
    const late = holding([room(4, [4, 4]), thread([])]);
    expect(isOver(late, 0, five, false)).toBe(false);
    expect(isOver(late, 0, { ...five, thread: 2 }, false)).toBe(false);
    expect(isOver(late, 0, { ...five, thread: 2 }, true)).toBe(true);
  });
});

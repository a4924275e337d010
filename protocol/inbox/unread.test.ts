import { expect, it } from "vitest";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import type { Fact } from "./facts.ts";
import { numbersIn, setOf } from "./number-set.ts";
import { hear } from "./hear.ts";
import { acknowledge, follow, markRead, markUnread, mute, opened } from "./marks.ts";
import { countIn, firstUnread, mentionsIn, newRoom, type RoomUnread } from "./unread.ts";

const me = v.parse(PersonId, "ann");
const bob = v.parse(PersonId, "bob");
const cy = v.parse(PersonId, "cy");

type Told = { by?: PersonId } & Partial<Omit<Extract<Fact, { type: "said" }>, "by" | "type">>;

/** What was said, 1, 2, 3 … by Bob if nothing else is told. */
const said = (seq: number, { by = bob, ...rest }: Told = {}): Fact => ({
  type: "said",
  at: seq,
  by,
  ...rest,
  seq,
});
const heard = (facts: readonly Fact[], from: RoomUnread = newRoom(0, true)) =>
  facts.reduce((room, fact) => hear(room, fact, me), from);
const unread = (room: RoomUnread) => numbersIn(room.unread);

it("what others say is unread, and what one says oneself is not", () => {
  const room = heard([said(1), said(2, { by: me }), said(3, { by: cy })]);
  expect(unread(room)).toEqual([1, 3]);
  expect(countIn(room)).toBe(2);
  expect(firstUnread(room)).toBe(1);
});

it("reactions, joins of others and edits are not messages", () => {
  const room = heard([
    { type: "joined", seq: 1, at: 1, by: bob },
    said(2),
    { type: "reacted", seq: 3, at: 3, by: bob, target: { seq: 2, by: bob }, emoji: "👍", on: true },
    { type: "edited", seq: 4, at: 4, by: bob, target: 2 },
  ]);
  expect(unread(room)).toEqual([2]);
  expect(room.heard).toBe(4);
});

it("a mark takes away what it covers, and an older one brings nothing back", () => {
  const room = heard([1, 2, 3, 4].map((seq) => said(seq)));
  const read = markRead(room, 3);
  expect(unread(read)).toEqual([4]);
  expect(markRead(read, 1)).toBe(read);
});

it("marks and facts come in any order, and twice, to the same end", () => {
  const facts = [1, 2, 3].map((seq) => said(seq));
  const early = heard(facts, markRead(newRoom(0, true), 2));
  const late = markRead(heard([...facts, ...facts]), 2);
  expect(unread(early)).toEqual(unread(late));
});

it("a message that was deleted is not waited for, unread or marked so by hand", () => {
  const gone: Fact = { type: "deleted", seq: 9, target: 2 };
  expect(unread(heard([said(1), said(2), gone]))).toEqual([1]);
  const byHand = markUnread(markRead(heard([said(1), said(2)]), 2), 1, setOf([1, 2]));
  expect(countIn(byHand)).toBe(2);
  expect(countIn(hear(byHand, gone, me))).toBe(1);
  expect(unread(heard([{ ...said(1), isGone: true } as Fact]))).toEqual([]);
});

it("unread from here counts what was read since, until the room is opened, and takes no mark back", () => {
  const read = markRead(heard([1, 2, 3, 4].map((seq) => said(seq))), 4);
  const marked = markUnread(read, 3, setOf([3, 4]));
  expect([countIn(marked), firstUnread(marked), marked.read]).toEqual([2, 3, 4]);
  const more = hear(marked, said(5), me);
  expect([countIn(more), firstUnread(more)]).toEqual([3, 3]);
  const back = opened(more);
  expect([countIn(back), firstUnread(back)]).toEqual([1, 5]);
});

it("a mark that comes after the wish to have it unread again ends as one that came before", () => {
  const room = heard([1, 2, 3, 4].map((seq) => said(seq)));
  const late = markRead(markUnread(room, 3, setOf([])), 4);
  const early = markUnread(markRead(room, 4), 3, setOf([3, 4]));
  expect(late).toEqual(early);
  expect([countIn(late), firstUnread(late), countIn(opened(late))]).toEqual([2, 3, 0]);
  // The mark may be faster than what was said, too.
  const unheard = markRead(markUnread(heard([said(1), said(2), said(3)]), 3, setOf([])), 4);
  expect(hear(unheard, said(4), me)).toEqual(early);
});

it("so does one of the room, for what a thread has said to it too", () => {
  const thread = { seq: 1, by: me };
  const room = heard([said(2, { thread, alsoInRoom: true }), said(3, { thread })]);
  const wish = { thread: 1 };
  const late = markRead(markUnread(room, 2, setOf([]), wish), 3);
  expect(late).toEqual(markUnread(markRead(room, 3), 2, setOf([2]), wish));
});

it("the first that is unread may stand before what was marked so by hand", () => {
  const thread = { seq: 1, by: me };
  const room = heard([said(2, { thread }), said(3, { thread, alsoInRoom: true })]);
  const marked = markUnread(markRead(room, 3), 3, setOf([3]), { thread: 1 }).threads.get(1);
  expect(firstUnread(marked ?? newRoom(0, true))).toBe(2);
});

it("a reply in a thread is news of the thread alone, unless the room is told too", () => {
  const room = heard([
    said(1, { by: me }),
    said(2, { thread: { seq: 1, by: me } }),
    said(3, { thread: { seq: 1, by: me }, alsoInRoom: true }),
  ]);
  expect(unread(room)).toEqual([3]);
  expect(numbersIn(room.threads.get(1)?.unread ?? new Map())).toEqual([2, 3]);
  const read = markRead(room, 3, { thread: 1 });
  expect(countIn(read.threads.get(1) ?? newRoom(0, true))).toBe(0);
  expect(unread(read)).toEqual([3]);
});

it("reading the room reads what a thread has said to it too, and nothing else of the thread", () => {
  const thread = { seq: 1, by: me };
  const facts = [
    said(2, { thread, alsoInRoom: true }),
    said(3, { thread }),
    said(4, { thread, alsoInRoom: true }),
  ];
  const read = markRead(heard(facts), 3);
  expect(numbersIn(read.threads.get(1)?.unread ?? new Map())).toEqual([3, 4]);
  // The mark may be faster than what was said.
  const early = heard(facts, markRead(newRoom(0, true), 3));
  expect(numbersIn(early.threads.get(1)?.unread ?? new Map())).toEqual([3, 4]);
});

it("a thread is followed by who started it, answered in it or is named in it, and by nobody else", () => {
  const thread = { seq: 1, by: bob };
  const strange = heard([said(1), said(2, { by: cy, thread })]);
  expect(strange.threads.size).toBe(0);
  const answered = heard([said(3, { by: me, thread }), said(4, { by: cy, thread })], strange);
  expect(numbersIn(answered.threads.get(1)?.unread ?? new Map())).toEqual([4]);
  const named = heard([said(3, { thread, mentions: [me] })], strange);
  expect(mentionsIn(named)).toBe(1);
  expect(countIn(named)).toBe(1);
  expect(numbersIn(named.threads.get(1)?.unread ?? new Map())).toEqual([3]);
});

it("a thread that was let go says nothing, and one taken up again begins there", () => {
  const thread = { seq: 1, by: me };
  const begun = heard([said(1, { by: me }), said(2, { thread })]);
  const left = heard([said(3, { thread })], follow(begun, 1, false));
  expect(countIn(left.threads.get(1) ?? newRoom(0, true))).toBe(0);
  const again = heard([said(4, { thread })], follow(left, 1, true));
  expect(numbersIn(again.threads.get(1)?.unread ?? new Map())).toEqual([4]);
});

it("mentions are told apart, and go by reading, by looking at them, by an edit and by deletion", () => {
  const room = heard([said(1), said(2, { mentions: [me] }), said(3, { mentions: [me, cy] })]);
  expect(mentionsIn(room)).toBe(2);
  expect(mentionsIn(markRead(room, 2))).toBe(1);
  const acked = acknowledge(room, 2);
  expect([mentionsIn(acked), countIn(acked)]).toEqual([1, 3]);
  expect(mentionsIn(hear(room, { type: "deleted", seq: 4, target: 3 }, me))).toBe(1);
  const edit = (mentions: PersonId[]): Fact => ({
    type: "edited",
    seq: 4,
    at: 4,
    by: bob,
    target: 1,
    mentions,
  });
  expect(mentionsIn(hear(room, edit([me]), me))).toBe(3);
  expect(mentionsIn(hear(markRead(room, 3), edit([me]), me))).toBe(0);
});

it("an edit that names somebody is news in a thread that they did not follow, though they had muted it", () => {
  const thread = { seq: 1, by: bob };
  const muted = heard([said(2, { by: cy, thread })], mute(heard([said(1)]), 1, true));
  const edit: Fact = {
    type: "edited",
    seq: 3,
    at: 3,
    by: cy,
    target: 2,
    thread,
    mentions: [me],
  };
  const named = hear(muted, edit, me).threads.get(1) ?? newRoom(0, true);
  expect([numbersIn(named.unread), numbersIn(named.mentions)]).toEqual([[2], [2]]);
});

it("of a room that was left nothing is unread by hand", () => {
  const gone = heard([said(1), { type: "left", seq: 2, at: 2, by: me }]);
  expect(countIn(markUnread(gone, 1, setOf([1])))).toBe(0);
});

it("what was said before somebody came, and after they left, is no news to them", () => {
  const join = (seq: number): Fact => ({ type: "joined", seq, at: seq, by: me });
  const leave = (seq: number): Fact => ({ type: "left", seq, at: seq, by: me });
  const room = heard([said(1), join(2), said(3), leave(4), said(5)], newRoom(0, false));
  expect([room.isMember, countIn(room)]).toEqual([false, 0]);
  expect(unread(heard([said(6), join(7), said(8)], room))).toEqual([8]);
});

it("threads of a room that was left are nobody's, also when they come again", () => {
  const thread = { seq: 1, by: me };
  const begun = heard([said(1, { by: me }), said(2, { thread })]);
  const back = heard(
    [
      { type: "left", seq: 3, at: 3, by: me },
      { type: "joined", seq: 4, at: 4, by: me },
    ],
    begun,
  );
  expect(countIn(back.threads.get(1) ?? newRoom(0, true))).toBe(0);
});

import { expect, test } from "vitest";
import type { MessagePosted } from "#protocol/events.ts";
import { ANN, eventOf, nextId } from "../timeline/story.test-kit.ts";
import { firstNewIn } from "./first-new.ts";
import { threadRows } from "./thread-rows.ts";

const NOON = new Date(2026, 10, 2, 12).getTime();
const MINUTE = 60_000;

function said(seq: number, by: string, minute: number, about: Partial<MessagePosted> = {}) {
  const event = eventOf({ by, says: `words ${seq}`, at: NOON + minute * MINUTE }, seq);
  if (event.type !== "message.posted") throw new TypeError("not said");
  return { ...event, thread: 2, ...about };
}

const { thread: _, ...root } = said(2, "ann", 0);
const rowsOf = (replies: MessagePosted[], more: Partial<Parameters<typeof threadRows>[0]> = {}) =>
  threadRows({ root, replies, missing: 0, pending: [], me: ANN.id, ...more });
const shapes = (rows: ReturnType<typeof rowsOf>) =>
  Array.from({ length: rows.count }, (_row, index) => {
    const row = rows.at(index);
    const marks = "startsGroup" in row ? [row.startsGroup && "group", row.startsDay && "day"] : [];
    return [row.kind, ...marks.filter(Boolean)].join(" ");
  });

test("what one person says within five minutes stands under one name", () => {
  const rows = rowsOf([
    said(3, "bob", 1),
    said(4, "bob", 5),
    said(5, "bob", 11),
    said(6, "cy", 11),
  ]);
  expect(shapes(rows)).toEqual([
    "message group",
    "message group",
    "message",
    "message group",
    "message group",
  ]);
});

test("the first reply has a name, also of whoever began", () => {
  expect(shapes(rowsOf([said(3, "ann", 1)]))[1]).toBe("message group");
});

test("a new day is told, also between what the thread hangs on and the first reply", () => {
  const later = 24 * 60;
  expect(shapes(rowsOf([said(3, "bob", later), said(4, "bob", 2 * later)]))).toEqual([
    "message group",
    "message group day",
    "message group day",
  ]);
});

test("an answer to one message begins a group", () => {
  expect(shapes(rowsOf([said(3, "bob", 1), said(4, "bob", 2, { replyTo: 3 })]))[2]).toBe(
    "message group",
  );
});

test("what waits to be sent comes last, and keeps its key when it is accepted", () => {
  const id = nextId();
  const pending = { id, body: "soon", writtenAt: NOON + 2 * MINUTE, thread: 2 };
  const waiting = rowsOf([said(3, "bob", 1)], {
    pending: [{ ...pending, send: { at: "sending" } }],
  });
  const accepted = rowsOf([said(3, "bob", 1), said(4, "ann", 2, { id })]);
  expect(shapes(waiting).at(-1)).toBe("pending group");
  expect(waiting.keyAt(2)).toBe(accepted.keyAt(2));
});

test("what is not here yet is held open under what the thread hangs on, by three rows at most", () => {
  const rows = rowsOf([said(9, "bob", 1)], { missing: 50 });
  expect(shapes(rows)).toEqual([
    "message group",
    "unloaded",
    "unloaded",
    "unloaded",
    "message group",
  ]);
  expect(rows.keyAt(4)).toBe(9);
});

test("a thread whose root is not here yet begins with a place for it", () => {
  expect(shapes(rowsOf([said(3, "bob", 1)], { root: undefined }))[0]).toBe("unloaded");
});

const replies = [said(3, "bob", 1), said(4, "ann", 2), said(5, "bob", 3), said(6, "cy", 4)];
/** Over which reply the line stands for Ann, who has read up to `seen` and came when `head` was the newest. */
const firstNew = (
  among: readonly MessagePosted[],
  {
    seen,
    head = 6,
    since = 0,
    manual,
    seenInRoom,
  }: { [fact in "seen" | "head" | "since" | "manual" | "seenInRoom"]?: number },
) => {
  const seq = seen ?? (manual === undefined ? undefined : 6);
  const position = seq === undefined ? undefined : { seq, at: 0, ...(manual && { manual }) };
  const before = { me: ANN.id, since, position, seenInRoom };
  return firstNewIn(among, head, before, true)?.seq ?? null;
};

test("what is new begins after what one said or saw last", () => {
  expect(firstNew(replies, {})).toBe(5);
  expect(firstNew(replies, { seen: 5 })).toBe(6);
  expect(firstNew(replies, { seen: 6 })).toBeNull();
});

test("one's own word stands before nothing that is known to be unread", () => {
  expect(firstNew(replies, { seen: 2 })).toBe(3);
});

test("what comes or is said while one looks on moves the line nowhere", () => {
  expect(firstNew(replies, { seen: 4, head: 4 })).toBeNull();
  const own = [...replies, said(7, "ann", 5)];
  expect(firstNew(own, {})).toBe(5);
});

test("nothing of before one came here is new, nor what was deleted", () => {
  expect(firstNew(replies, { since: NOON + 60 * MINUTE })).toBeNull();
  const deleted = { by: root.by, at: NOON };
  expect(firstNew([said(5, "bob", 3, { deleted }), said(6, "cy", 4)], {})).toBe(6);
});

test("what was marked unread is new, whatever one has said or seen since", () => {
  expect(firstNew(replies, { manual: 3 })).toBe(3);
  expect(firstNew(replies, { manual: 4 })).toBe(5);
});

test("what was said to the room too and read there is not new, unless it was marked unread", () => {
  const told = [
    said(3, "bob", 1),
    said(4, "bob", 2, { alsoInRoom: true }),
    said(5, "cy", 3),
    said(6, "bob", 4, { alsoInRoom: true }),
  ];
  expect(firstNew(told, { seen: 3 })).toBe(4);
  expect(firstNew(told, { seen: 3, seenInRoom: 4 })).toBe(5);
  expect(firstNew(told, { seen: 5, seenInRoom: 5 })).toBe(6);
  expect(firstNew(told, { seen: 5, seenInRoom: 6 })).toBeNull();
  expect(firstNew(told, { manual: 4, seenInRoom: 6 })).toBe(4);
});

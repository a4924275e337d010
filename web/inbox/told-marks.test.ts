import { expect, it } from "vitest";
import * as v from "valibot";
import type { Entry } from "#protocol/inbox/entries.ts";
import { CommandId, RoomId, uuid7 } from "#protocol/ids.ts";
import { furtherRead, unmarked, type Positions } from "../read/positions.ts";
import { withTold } from "./told-marks.ts";
import { NOTHING_HELD, type Held } from "./held.ts";
import { marksBehind, marksDue } from "./marks-due.ts";

const TEA = v.parse(RoomId, "tea");
const id = v.parse(CommandId, uuid7(1, new Uint8Array(10)));

/** Two lives of the room. */
const LOST = uuid7(1_000, new Uint8Array(10));
const BACK = uuid7(2_000, new Uint8Array(10));

const held = (read: number, manual: number | null = null, epoch = LOST): Held => {
  const entry: Entry = {
    kind: "room",
    room: TEA,
    epoch,
    heard: 9,
    isMember: true,
    read,
    unread: [],
    mentions: [],
    manual: manual === null ? null : { from: manual, unread: [] },
    count: 0,
    first: null,
    newsAt: 0,
    level: null,
  };
  return { ...NOTHING_HELD, entries: new Map([["room tea", entry]]) };
};
const positions = (seq: number, manual?: number, epoch = LOST): Positions => ({
  since: 0,
  read: { tea: { seq, at: 5, epoch, ...(manual === undefined ? {} : { manual }) } },
});

it("what was read here and not there is due, the other way round it is behind, and the same is neither", () => {
  expect(marksDue(positions(5), held(3))).toEqual([{ room: TEA, seq: 5 }]);
  expect(marksBehind(positions(5), held(3))).toEqual([]);
  expect(marksBehind(positions(3), held(5))).toEqual([{ room: TEA, seq: 5, epoch: LOST }]);
  expect(marksDue(positions(3), held(5))).toEqual([]);
  expect([...marksDue(positions(4), held(4)), ...marksBehind(positions(4), held(4))]).toEqual([]);
});

it("a place that the inbox does not know waits until it does", () => {
  expect(marksDue(positions(5), NOTHING_HELD)).toEqual([]);
});

it("what another device marks unread is so here, and what it opens is not", () => {
  const marked = withTold(positions(5), held(5, 2), []);
  expect(marked.read["tea"]).toMatchObject({ seq: 5, at: 5, manual: 2 });
  expect(withTold(marked, held(5), []).read["tea"]).toEqual({ seq: 5, at: 5, epoch: LOST });
});

it("what is wished for here is not taken back by what was told before it was heard there", () => {
  const wish = { type: "unread" as const, id, marks: [{ room: TEA, seq: 4 }] };
  const here = positions(5, 4);
  expect(withTold(here, held(5), [wish])).toBe(here);
  const opened = { type: "opened" as const, id, room: TEA };
  expect(withTold(positions(5), held(5, 2), [opened])).toEqual(positions(5));
});

it("what was read in a life of the room that was lost is not said of the one after it, and is forgotten", () => {
  const here = positions(6);
  const restored = held(4, null, BACK);
  expect(marksDue(here, restored)).toEqual([]);
  const [behind, ...others] = marksBehind(here, restored);
  expect([behind, ...others]).toEqual([{ room: TEA, seq: 4, epoch: BACK }]);
  const anew = furtherRead(here, "tea", { seq: 4, at: 0, epoch: BACK });
  expect(anew.read["tea"]).toEqual({ seq: 4, at: 5, epoch: BACK });
  expect([...marksDue(anew, restored), ...marksBehind(anew, restored)]).toEqual([]);
});

it("what was read in a life that the inbox has not heard of waits, and is not overtaken by the one before", () => {
  const here = positions(5, undefined, BACK);
  expect([...marksDue(here, held(4)), ...marksBehind(here, held(6))]).toEqual([]);
  expect(furtherRead(here, "tea", { seq: 6, at: 9, epoch: LOST })).toBe(here);
  expect(marksDue(here, held(4, null, BACK))).toEqual([{ room: TEA, seq: 5 }]);
});

it("a position that names no life belongs to the one that is known first", () => {
  const here: Positions = { since: 0, read: { tea: { seq: 6, at: 5 } } };
  expect(marksDue(here, held(4))).toEqual([{ room: TEA, seq: 6 }]);
  expect(marksBehind(here, held(4))).toEqual([{ room: TEA, seq: 4, epoch: LOST }]);
  const named = furtherRead(here, "tea", { seq: 4, at: 0, epoch: LOST });
  expect(named.read["tea"]).toEqual({ seq: 6, at: 5, epoch: LOST });
  expect(
    unmarked(furtherRead(positions(6, 2), "tea", { seq: 7, at: 6 }), "tea").read["tea"],
  ).toEqual({ seq: 7, at: 6, epoch: LOST });
});

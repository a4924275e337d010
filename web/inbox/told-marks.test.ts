import { expect, it } from "vitest";
import * as v from "valibot";
import type { Entry } from "#protocol/inbox/entries.ts";
import { CommandId, RoomId, uuid7 } from "#protocol/ids.ts";
import type { Positions } from "../read/positions.ts";
import { withTold } from "./told-marks.ts";
import { NOTHING_HELD, type Held } from "./held.ts";
import { marksBehind, marksDue } from "./marks-due.ts";

const TEA = v.parse(RoomId, "tea");
const id = v.parse(CommandId, uuid7(1, new Uint8Array(10)));

const held = (read: number, manual: number | null = null): Held => {
  const entry: Entry = {
    kind: "room",
    room: TEA,
    epoch: "e",
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
const positions = (seq: number, manual?: number): Positions => ({
  since: 0,
  read: { tea: { seq, at: 5, ...(manual === undefined ? {} : { manual }) } },
});

it("what was read here and not there is due, the other way round it is behind, and the same is neither", () => {
  expect(marksDue(positions(5), held(3))).toEqual([{ room: TEA, seq: 5 }]);
  expect(marksBehind(positions(5), held(3))).toEqual([]);
  expect(marksBehind(positions(3), held(5))).toEqual([{ room: TEA, seq: 5 }]);
  expect(marksDue(positions(3), held(5))).toEqual([]);
  expect([...marksDue(positions(4), held(4)), ...marksBehind(positions(4), held(4))]).toEqual([]);
});

it("a place that the inbox does not know waits until it does", () => {
  expect(marksDue(positions(5), NOTHING_HELD)).toEqual([]);
});

it("what another device marks unread is so here, and what it opens is not", () => {
  const marked = withTold(positions(5), held(5, 2), []);
  expect(marked.read["tea"]).toMatchObject({ seq: 5, at: 5, manual: 2 });
  expect(withTold(marked, held(5), []).read["tea"]).toEqual({ seq: 5, at: 5 });
});

it("what is wished for here is not taken back by what was told before it was heard there", () => {
  const wish = { type: "unread" as const, id, marks: [{ room: TEA, seq: 4 }] };
  const here = positions(5, 4);
  expect(withTold(here, held(5), [wish])).toBe(here);
  const opened = { type: "opened" as const, id, room: TEA };
  expect(withTold(positions(5), held(5, 2), [opened])).toEqual(positions(5));
});

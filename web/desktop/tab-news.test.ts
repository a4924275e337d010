import { expect, it } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { RoomCount } from "../inbox/counts-store.ts";
import { newsOf, titleSays } from "./tab-news.ts";

const [TEA, CAKE] = [v.parse(RoomId, "tea"), v.parse(RoomId, "cake")];
const count = (count_: number, mentions = 0, threads = 0): RoomCount => ({
  count: count_,
  mentions,
  first: null,
  from: 1,
  threads: new Map([[2, { count: threads, mentions: 0, first: null, isMuted: false }]]),
});
const says = (tea: RoomCount, cake = count(0), isTold: (room: RoomId) => boolean = () => true) =>
  titleSays(newsOf({ [TEA]: tea, [CAKE]: cake }, isTold));

it("the tab counts what names somebody, in all rooms", () => {
  expect(says(count(5, 2), count(1, 1))).toBe("(3) ");
  expect(says(count(200, 120))).toBe("(99+) ");
});

it("of what else is new it says only that it is, also in a thread that they follow", () => {
  expect(says(count(5))).toBe("• ");
  expect(says(count(0, 0, 1))).toBe("• ");
  expect(says(count(0))).toBe("");
});

it("what is new in a muted thread is no news, unless it names them", () => {
  const muted = (mentions: number): RoomCount => ({
    ...count(0, mentions),
    threads: new Map([[2, { count: 4, mentions, first: 3, isMuted: true }]]),
  });
  expect(says(muted(0))).toBe("");
  expect(says(muted(1))).toBe("(1) ");
});

it("a room of which somebody wants to hear nothing is no news, unless it names them", () => {
  const isTold = (room: RoomId) => room !== TEA;
  expect(says(count(5), count(0), isTold)).toBe("");
  expect(says(count(5, 1), count(0), isTold)).toBe("(1) ");
});

import { parse } from "valibot";
import { expect, test } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";
import { ANN, tellStory } from "../timeline/story.test-kit.ts";
import { newsIn } from "./news-in.ts";
import { furtherRead } from "./positions.ts";
import { isUnread } from "./unread.ts";

const room = (...told: Parameters<typeof tellStory>[0]) => applyEvents(EMPTY_ROOM, tellStory(told));
const bob = parse(PersonId, "bob");
const nothing = { lastAt: null, news: undefined, read: undefined, since: 100 };

test("a room of which nothing is known is not called unread", () => {
  expect(isUnread(nothing)).toBe(false);
});

test("a room that was never opened here is unread by what was said since one came to this device", () => {
  expect(isUnread({ ...nothing, lastAt: 100 })).toBe(false);
  expect(isUnread({ ...nothing, lastAt: 101 })).toBe(true);
});

test("a room that was read is unread by what was said later", () => {
  const read = { seq: 5, at: 500 };
  expect(isUnread({ ...nothing, read, lastAt: 500 })).toBe(false);
  expect(isUnread({ ...nothing, read, lastAt: 501 })).toBe(true);
});

test("an open room is unread by its numbers, whatever clocks say", () => {
  const read = { seq: 5, at: 900 };
  expect(isUnread({ ...nothing, read, news: { seq: 6, by: 800, at: 800 } })).toBe(true);
  expect(isUnread({ ...nothing, read, news: { seq: 5, by: 900, at: 900 } })).toBe(false);
});

test("what one has said oneself elsewhere is not news once the room has told so", () => {
  const read = { seq: 5, at: 500 };
  expect(isUnread({ ...nothing, read, lastAt: 700, news: { seq: 5, by: 500, at: 700 } })).toBe(
    false,
  );
});

test("joins and one's own words are not news, words of others are", () => {
  const said = room({ by: "bob", says: "hi" }, { by: "ann", says: "hello" });
  expect(newsIn(said, ANN.id)?.seq).toBe(2);
  expect(newsIn(said, bob)?.seq).toBe(3);
  const joined = room({ by: "bob", does: "member.joined" });
  expect(newsIn(joined, ANN.id)?.seq).toBe(0);
});

test("a position never goes back, and stays the same object when it does not move", () => {
  const first = furtherRead({ since: 0, read: {} }, "tea", { seq: 9, at: 90 });
  expect(furtherRead(first, "tea", { seq: 4, at: 40 })).toBe(first);
  expect(furtherRead(first, "tea", { seq: 10, at: 80 }).read["tea"]).toEqual({ seq: 10, at: 90 });
  expect(furtherRead(first, "tea", { seq: 0, at: 95 }).read["tea"]).toEqual({ seq: 9, at: 95 });
});

test("a thread has a position of its own", () => {
  const both = furtherRead({ since: 0, read: { tea: { seq: 9, at: 90 } } }, "tea/4", {
    seq: 7,
    at: 70,
  });
  expect(both.read).toEqual({ tea: { seq: 9, at: 90 }, "tea/4": { seq: 7, at: 70 } });
});

import { parse } from "valibot";
import { beforeEach, expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { markAllRead, markUnreadFrom } from "./marks.ts";
import { markRead, opened, positions } from "./read-position.ts";

const TEA = parse(RoomId, "tea");
const CAKE = parse(RoomId, "cake");
const read = () => positions.getState().read;

beforeEach(() => positions.setState({ since: 50, read: {} }, true));

test("what is marked unread stays so while one reads on, until the place is opened", () => {
  markRead(TEA, { seq: 9, at: 90 });
  markUnreadFrom(TEA, 4);
  expect(read()).toEqual({ tea: { seq: 9, at: 90, manual: 4 } });
  markRead(TEA, { seq: 12, at: 120 });
  expect(read()).toEqual({ tea: { seq: 12, at: 120, manual: 4 } });
  opened(TEA);
  expect(read()).toEqual({ tea: { seq: 12, at: 120 } });
});

test("a thread is marked by itself", () => {
  markRead(TEA, { seq: 9, at: 90 });
  markUnreadFrom(TEA, 6, 4);
  opened(TEA);
  expect(read()).toEqual({ tea: { seq: 9, at: 90 }, "tea/4": { seq: 5, at: 50, manual: 6 } });
});

test("all is read, and undone it is unread from where it was, without a position that goes back", () => {
  markRead(TEA, { seq: 9, at: 90 });
  const undo = markAllRead([
    { room: TEA, last: { seq: 20, at: 200 } },
    { room: CAKE, last: { seq: 0, at: 300 } },
  ]);
  expect(read()).toEqual({ tea: { seq: 20, at: 200 }, cake: { seq: 0, at: 300 } });
  undo();
  expect(read()).toEqual({
    tea: { seq: 20, at: 200, manual: 10 },
    cake: { seq: 0, at: 300, manual: 0 },
  });
});

test("undone, what was marked by hand is marked where it was", () => {
  markRead(TEA, { seq: 9, at: 90 });
  markUnreadFrom(TEA, 3);
  const undo = markAllRead([{ room: TEA, last: { seq: 9, at: 90 } }]);
  expect(read()).toEqual({ tea: { seq: 9, at: 90 } });
  undo();
  expect(read()).toEqual({ tea: { seq: 9, at: 90, manual: 3 } });
});

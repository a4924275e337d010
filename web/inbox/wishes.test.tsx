import { afterEach, expect, it } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes, type Wish } from "./wishes.ts";

const TEA = v.parse(RoomId, "tea");
const unread = (seq: number, thread?: number): Wish => ({
  type: "unread",
  id: newWishId(),
  marks: [{ room: TEA, thread, seq }],
});
const opened = (thread?: number): Wish => ({ type: "opened", id: newWishId(), room: TEA, thread });

afterEach(() => {
  for (const { id } of wishes.all()) wishes.settle(id);
});

it("of what is marked unread by hand, and opened, the last wish about a place counts, also when it has to be said again", () => {
  wishes.add(unread(2));
  wishes.add(unread(3, 1));
  wishes.add(opened());
  expect(wishes.all()).toMatchObject([
    { type: "unread", marks: [{ thread: 1 }] },
    { type: "opened", room: TEA },
  ]);
  wishes.add(unread(4));
  wishes.add(opened(1));
  expect(wishes.all()).toMatchObject([
    { type: "unread", marks: [{ seq: 4 }] },
    { type: "opened", thread: 1 },
  ]);
});

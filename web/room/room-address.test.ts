import { parse } from "valibot";
import { expect, test } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { messagePath, readRoomAddress, roomPath } from "./room-address.ts";

const ROOM = parse(RoomId, "0192f0c4-9c1e-7aaa-8bbb-0123456789ab");

test("a room's address names the room and no message", () => {
  expect(readRoomAddress(ROOM, undefined)).toEqual({ room: ROOM, at: null });
  expect(roomPath(ROOM)).toBe(`/rooms/${ROOM}`);
});

test("a message's address names its room and its number", () => {
  expect(messagePath(ROOM, 41)).toBe(`/rooms/${ROOM}/41`);
  expect(readRoomAddress(ROOM, "41")).toEqual({ room: ROOM, at: 41 });
});

test.each(["0", "-1", "1.5", "01", "1e3", "x", "", "9007199254740993", "99999999999999999"])(
  "no message has the number %j",
  (number) => {
    expect(readRoomAddress(ROOM, number)).toBe(null);
  },
);

test("what is no id of a room leads nowhere", () => {
  expect(readRoomAddress("", "4")).toBe(null);
});

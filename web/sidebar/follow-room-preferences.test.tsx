import { parse } from "valibot";
import { afterEach, expect, test } from "vitest";
import type { Entry } from "#protocol/inbox/entries.ts";
import { RoomId } from "#protocol/ids.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { newWishId } from "../inbox/new-wish-id.ts";
import { wishes } from "../inbox/wishes.ts";
import { followRoomPreferences, preferencesNow } from "./follow-room-preferences.ts";
import {
  foldSection,
  hearPreferences,
  muteRoom,
  orderRooms,
  roomPreferences,
  starRoom,
} from "./room-preferences.ts";
import { moveStarred } from "./star-order.ts";

const id = (name: string) => parse(RoomId, name);
const [TEA, PUB, DEN] = [id("tea"), id("pub"), id("den")];
const liked = (room: RoomId, more: object = {}): Entry => ({
  kind: "preference",
  room,
  isStarred: false,
  isMuted: false,
  place: 0,
  ...more,
});

let stop = () => {};
const follow = () => {
  stop = followRoomPreferences(newWishId);
};
const tell = (...entries: Entry[]) =>
  inbox.setState({
    epoch: "e",
    cursor: 1,
    entries: new Map(entries.map((entry, nth) => [String(nth), entry])),
  });
const waiting = () => wishes.all().map((wish) => ({ ...wish, id: undefined }));
const granted = () => wishes.all().forEach((wish) => wishes.settle(wish.id));
const here = () => roomPreferences.getState();

afterEach(() => {
  stop();
  granted();
  inbox.setState(NOTHING_HELD, true);
  hearPreferences(() => ({
    starred: [],
    muted: [],
    order: "name",
    isUnreadFirst: false,
    folded: [],
    unsaid: [],
  }));
});

test("what is chosen holds at once, and is wished for, also what was chosen before the inbox came", () => {
  starRoom(TEA, true);
  tell();
  follow();
  muteRoom(PUB, true);
  expect(here()).toMatchObject({ starred: [TEA], muted: [PUB], unsaid: [] });
  expect(waiting()).toEqual([
    { type: "star", room: TEA, on: true },
    { type: "mute", room: PUB, on: true },
  ]);
});

test("what another device has chosen is so here, and takes nothing back that waits", () => {
  follow();
  tell();
  starRoom(TEA, true);
  orderRooms("recent");
  tell(liked(PUB, { isStarred: true, place: 1 }), {
    kind: "sidebar",
    order: "name",
    isUnreadFirst: true,
    folded: ["rooms"],
  });
  expect(here()).toMatchObject({
    starred: [PUB, TEA],
    order: "recent",
    isUnreadFirst: true,
    folded: ["rooms"],
  });
});

test("a wish overtakes an older one about the same, and no other", () => {
  follow();
  tell();
  starRoom(TEA, true);
  starRoom(PUB, true);
  starRoom(TEA, false);
  foldSection("rooms", true);
  foldSection("starred", true);
  foldSection("rooms", false);
  expect(waiting()).toEqual([
    { type: "star", room: PUB, on: true },
    { type: "star", room: TEA, on: false },
    { type: "sidebar", fold: { section: "starred", on: true } },
    { type: "sidebar", fold: { section: "rooms", on: false } },
  ]);
});

test("what a browser has from before goes into the inbox once, and nothing is lost on either side", () => {
  hearPreferences((now) => ({
    ...now,
    starred: [TEA, PUB],
    muted: [DEN],
    order: "recent",
    unsaid: undefined,
  }));
  follow();
  tell(liked(TEA, { isStarred: true, place: 4 }), liked(PUB, { isMuted: true }));
  expect(here()).toMatchObject({ starred: [TEA, PUB], muted: [PUB, DEN], order: "recent" });
  expect(waiting()).toEqual([
    { type: "star", room: PUB, on: true },
    { type: "mute", room: DEN, on: true },
    { type: "sidebar", order: "recent" },
  ]);
  granted();
  tell(liked(TEA, { isStarred: true, place: 4 }));
  expect(here()).toMatchObject({ starred: [TEA], muted: [], order: "name" });
  expect(waiting()).toEqual([]);
});

test("how rooms are listed was chosen elsewhere already: what this browser has from before gives way", () => {
  hearPreferences((now) => ({ ...now, order: "recent", folded: ["rooms"], unsaid: undefined }));
  follow();
  tell({ kind: "sidebar", order: "name", isUnreadFirst: true, folded: [] });
  expect(here()).toMatchObject({ order: "name", isUnreadFirst: true, folded: [] });
  expect(waiting()).toEqual([]);
});

const THREE = [
  liked(TEA, { isStarred: true, place: 1 }),
  liked(PUB, { isStarred: true, place: 2 }),
  liked(DEN, { isStarred: true, place: 3 }),
];

test.each([
  [DEN, TEA, [DEN, TEA, PUB]],
  [DEN, PUB, [TEA, DEN, PUB]],
  [TEA, null, [PUB, DEN, TEA]],
  [TEA, DEN, [PUB, TEA, DEN]],
] as const)("a starred room is moved by one number: %s before %s", (room, before, order) => {
  follow();
  tell(...THREE);
  moveStarred(room, before);
  expect(here().starred).toEqual(order);
  expect(waiting()).toHaveLength(1);
});

test("however often rooms are moved between each other, they stand where they were put", () => {
  follow();
  tell(...THREE);
  for (let turn = 0; turn < 200; turn += 1) {
    const [first, second, third] = here().starred;
    if (!first || !second || !third) throw new Error("three stay three");
    moveStarred(third, second);
    expect(here().starred).toEqual([first, third, second]);
  }
  const places = [...preferencesNow().rooms.values()].map(({ place }) => place);
  expect(new Set(places).size).toBe(3);
});

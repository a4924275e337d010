import * as v from "valibot";
import { expect, it } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { levelIn } from "./level-in.ts";
import { NO_PREFERENCES, preferring, starredIn, type PreferenceWish } from "./preferences.ts";

const id = (name: string) => v.parse(RoomId, name);
const [TEA, PUB, DEN] = [id("tea"), id("pub"), id("den")];
const after = (...wishes: PreferenceWish[]) => wishes.reduce(preferring, NO_PREFERENCES);
const star = (room: RoomId, on = true): PreferenceWish => ({ type: "star", room, on });

it("starred rooms stand in the order in which they were starred", () => {
  expect(starredIn(after(star(TEA), star(PUB), star(DEN)))).toEqual([TEA, PUB, DEN]);
});

it("a room is moved between two others without them", () => {
  const moved = after(star(TEA), star(PUB), star(DEN), { type: "move", room: DEN, place: 1.5 });
  expect(starredIn(moved)).toEqual([TEA, DEN, PUB]);
});

it("a star that is taken off and put on again comes last", () => {
  expect(starredIn(after(star(TEA), star(PUB), star(TEA, false), star(TEA)))).toEqual([PUB, TEA]);
});

it("what two devices wish of different things holds, in whatever order it comes", () => {
  const wishes: PreferenceWish[] = [
    { type: "mute", room: TEA, on: true },
    { type: "sidebar", order: "recent" },
    { type: "sidebar", isUnreadFirst: true },
    { type: "sidebar", fold: { section: "rooms", on: true } },
    star(TEA),
  ];
  const one = after(...wishes);
  expect(after(...wishes.toReversed())).toEqual(one);
  expect(one.rooms.get(TEA)).toMatchObject({ isStarred: true, isMuted: true });
  expect(one.sidebar).toEqual({ order: "recent", isUnreadFirst: true, folded: ["rooms"] });
});

it("a wish for what is so already changes nothing", () => {
  const now = after(star(TEA), { type: "sidebar", order: "recent" });
  for (const wish of [star(TEA), { type: "sidebar", order: "recent" } as const])
    expect(preferring(now, wish)).toBe(now);
  expect(preferring(now, { type: "move", room: PUB, place: 3 })).toBe(now);
});

it("a muted room tells of mentions at the most, whatever was chosen", () => {
  expect(levelIn("everything", "mentions", true)).toBe("mentions");
  expect(levelIn(null, "everything", true)).toBe("mentions");
  expect(levelIn("nothing", "everything", true)).toBe("nothing");
  expect(levelIn("everything", "nothing", false)).toBe("everything");
});

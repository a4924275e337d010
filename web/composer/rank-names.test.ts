import { expect, test } from "vitest";
import { rankByName, rankPeople } from "./rank-names.ts";

const someone = (name: string, isMember = true, spokeAt = 0) => ({
  id: name,
  name,
  isMember,
  spokeAt,
});
const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);

test("who spoke here last comes first, then members, then everyone else", () => {
  const people = [
    someone("Ann Outside", false),
    someone("Ann Member"),
    someone("Ann Early", true, 3),
    someone("Ann Late", true, 9),
  ];
  expect(names(rankPeople(people, "ann"))).toEqual([
    "Ann Late",
    "Ann Early",
    "Ann Member",
    "Ann Outside",
  ]);
});

test("a name that begins so comes before one that contains it", () => {
  const people = [someone("Joanna"), someone("Lee Ann"), someone("Ann")];
  expect(names(rankPeople(people, "ann"))).toEqual(["Ann", "Lee Ann", "Joanna"]);
});

test("accents and capitals do not matter", () => {
  expect(names(rankPeople([someone("Zoë Müller")], "zoe mu"))).toEqual(["Zoë Müller"]);
  expect(names(rankPeople([someone("Zoe")], "ZOË"))).toEqual(["Zoe"]);
});

test("who does not fit is left out", () => {
  expect(rankPeople([someone("Bob")], "ann")).toEqual([]);
});

test("with nothing typed, all are offered", () => {
  expect(names(rankPeople([someone("Bob"), someone("Ann", true, 2)], ""))).toEqual(["Ann", "Bob"]);
});

test("rooms go by their fit", () => {
  const rooms = [{ name: "Big talk" }, { name: "Talk" }, { name: "Stalks" }];
  expect(names(rankByName(rooms, "talk"))).toEqual(["Talk", "Big talk", "Stalks"]);
});

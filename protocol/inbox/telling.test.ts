import { describe, expect, it } from "vitest";
import { reasonToTell, tooMany, type About } from "./telling.ts";

const SAID: About = {
  isMeant: false,
  isEdit: false,
  isMuted: false,
  isInRoom: true,
  isInSight: true,
};
const IN_A_THREAD = { ...SAID, isInRoom: false };
const MENTIONS = { level: "mentions", keywords: [] } as const;
const EVERYTHING = { level: "everything", keywords: [] } as const;
const WORDS = { level: "mentions", keywords: ["soup"] } as const;

describe("somebody is told", () => {
  it.each([
    ["what is meant for them", { ...IN_A_THREAD, isMeant: true }, MENTIONS, "meant"],
    ["an edit that names them", { ...SAID, isMeant: true, isEdit: true }, MENTIONS, "meant"],
    ["all of a room, if they want all of it", SAID, EVERYTHING, "level"],
    ["what may hold a word of theirs", SAID, WORDS, "keyword"],
    ["also in a thread that is theirs", IN_A_THREAD, WORDS, "keyword"],
  ] as const)("of %s", (_, about, wants, reason) => {
    expect(reasonToTell(about, wants)).toBe(reason);
  });
});

describe("nobody is told", () => {
  it.each([
    ["of other messages", SAID, MENTIONS],
    ["of threads with all of a room", IN_A_THREAD, EVERYTHING],
    ["of an edit again", { ...SAID, isEdit: true }, { ...EVERYTHING, keywords: ["soup"] }],
    ["of their words where they never read", { ...IN_A_THREAD, isInSight: false }, WORDS],
    [
      "of a muted thread, whoever is named in it",
      { ...SAID, isMeant: true, isMuted: true },
      EVERYTHING,
    ],
    [
      "of anything, if they want nothing",
      { ...SAID, isMeant: true },
      { level: "nothing", keywords: ["soup"] },
    ],
  ] as const)("%s", (_, about, wants) => {
    expect(reasonToTell(about, wants)).toBeNull();
  });
});

it("of a burst the newest three of each room are told", () => {
  const said = [4, 1, 3, 2, 5].map((seq) => ({ room: "tea", seq }));
  const surplus = tooMany([...said, { room: "cake", seq: 1 }]);
  expect(surplus.map(({ room, seq }) => `${room} ${seq}`)).toEqual(["tea 2", "tea 1"]);
});

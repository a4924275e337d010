import { beforeEach, expect, it } from "vitest";
import { HandClock } from "../hand-clock.test-kit.ts";
import { ringFor, RINGS_EVERY_MS } from "./ringing.ts";
import type { Sounds } from "./sounds.ts";

let clock: HandClock;
let heard: string[];
let isReady: boolean;
let chosen: Sounds;
let ring: ReturnType<typeof ringFor>;

beforeEach(() => {
  clock = new HandClock();
  [heard, isReady, chosen] = [[], true, { which: "all", volume: 60 }];
  const bell = {
    ring: (chime: string, volume: number) => isReady && heard.push(`${chime} ${volume}`) > 0,
  };
  ring = ringFor(bell, clock, () => chosen);
});

it("what is meant for somebody, or holds a word of theirs, sounds otherwise than the rest", () => {
  for (const reason of ["meant", "keyword", "level"] as const) {
    expect(ring(reason)).toBe(true);
    clock.advance(RINGS_EVERY_MS);
  }
  expect(heard).toEqual(["mention 60", "mention 60", "other 60"]);
});

it.each([
  ["none", 60, []],
  ["mentions", 60, ["mention 60"]],
  ["mentions", 0, []],
] as const)("where %s are to sound, at %i, nothing else does", (which, volume, sounds) => {
  chosen = { which, volume };
  expect([ring("level"), ring("meant")]).toEqual([true, true]);
  expect(heard).toEqual(sounds);
});

it("what is said in a row is heard once", () => {
  expect([ring("meant"), ring("meant"), ring("level")]).toEqual([true, true, true]);
  clock.advance(RINGS_EVERY_MS);
  ring("level");
  expect(heard).toEqual(["mention 60", "other 60"]);
});

it("what could not be heard is left to others, and does not silence what comes", () => {
  isReady = false;
  expect(ring("meant")).toBe(false);
  isReady = true;
  expect(ring("meant")).toBe(true);
  expect(heard).toEqual(["mention 60"]);
});

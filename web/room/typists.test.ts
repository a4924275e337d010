import * as v from "valibot";
import { beforeEach, expect, it } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { TYPING_FORGET_MS } from "#protocol/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { ShownTypists } from "./typists.ts";

const person = (id: string) => ({ id: v.parse(PersonId, id), name: id });
const [ann, bob, cy] = [person("ann"), person("bob"), person("cy")];
const ROOT = 7;

let clock: HandClock;
let changes: number;
let shown: ShownTypists;
beforeEach(() => {
  clock = new HandClock();
  changes = 0;
  shown = new ShownTypists(clock, ann.id, () => (changes += 1));
});

const inRoom = () => shown.byPlace.get(undefined)?.people;
const inThread = () => shown.byPlace.get(ROOT)?.people;

it("forgets people after 7 s, unless they are heard of again", () => {
  shown.heard({ person: bob, on: true });
  clock.advance(TYPING_FORGET_MS - 1);
  shown.heard({ person: bob, on: true });
  clock.advance(TYPING_FORGET_MS - 1);
  expect(inRoom()).toEqual([bob]);
  clock.advance(1);
  expect(shown.byPlace.size).toBe(0);
  expect(changes).toBe(1);
});

it("forgets people at once when they stop", () => {
  shown.heard({ person: bob, on: true });
  shown.heard({ person: bob, on: false });
  expect(shown.byPlace.size).toBe(0);
  expect(clock.nextIn).toBeNull();
});

it("shows who types under a message there, and not in the room", () => {
  shown.heard({ person: bob, on: true, thread: ROOT });
  shown.heard({ person: cy, on: true });
  expect(inThread()).toEqual([bob]);
  expect(inRoom()).toEqual([cy]);
  expect(shown.byPlace.get(8)).toBeUndefined();
});

it("forgets people at once when their message is there, in that place only", () => {
  for (const thread of [undefined, ROOT]) shown.heard({ person: bob, on: true, thread });
  shown.said(bob.id, ROOT);
  expect(inThread()).toBeUndefined();
  expect(inRoom()).toEqual([bob]);
  shown.said(bob.id, undefined);
  expect(shown.byPlace.size).toBe(0);
  expect(clock.nextIn).toBeNull();
});

it("forgets those who have left everywhere", () => {
  for (const thread of [undefined, ROOT]) shown.heard({ person: bob, on: true, thread });
  shown.heard({ person: cy, on: true });
  shown.gone(bob.id);
  expect([inThread(), inRoom()]).toEqual([undefined, [cy]]);
});

it("never shows oneself, in whatever tab or on whatever device one types", () => {
  shown.heard({ person: ann, on: true });
  shown.heard({ person: ann, on: true, thread: ROOT });
  expect(shown.byPlace.size).toBe(0);
  expect(clock.nextIn).toBeNull();
});

it("keeps the same while the same people type, and other places whatever happens elsewhere", () => {
  shown.heard({ person: bob, on: true });
  const before = shown.byPlace;
  shown.heard({ person: bob, on: true });
  expect(shown.byPlace).toBe(before);
  shown.heard({ person: cy, on: true, thread: ROOT });
  expect(shown.byPlace.get(undefined)).toBe(before.get(undefined));
});

it("tells several whom nobody names, for as long as anybody", () => {
  shown.heard({ on: true });
  expect(shown.byPlace.get(undefined)).toEqual({ people: [], areMany: true });
  shown.said(bob.id, undefined);
  expect(shown.byPlace.size).toBe(1);
  clock.advance(TYPING_FORGET_MS);
  expect(shown.byPlace.size).toBe(0);
});

it("calls people what they are called now", () => {
  shown.heard({ person: bob, on: true });
  shown.heard({ person: { ...bob, name: "Robert" }, on: true });
  expect(inRoom()).toEqual([{ ...bob, name: "Robert" }]);
});

it("knows nothing of anybody when the line is lost", () => {
  shown.heard({ person: bob, on: true });
  shown.heard({ on: true, thread: ROOT });
  shown.clear();
  expect(shown.byPlace.size).toBe(0);
  expect(clock.nextIn).toBeNull();
});

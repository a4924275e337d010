import { beforeEach, expect, it } from "vitest";
import { TYPING_EVERY_MS, TYPING_IDLE_MS } from "#protocol/limits.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { TypingSender } from "./typing-sender.ts";

let clock: HandClock;
let sent: TypingSignal[];
let mayTell: boolean;
let sender: TypingSender;
beforeEach(() => {
  clock = new HandClock();
  sent = [];
  mayTell = true;
  sender = new TypingSender({
    clock,
    mayTell: () => mayTell,
    send: (signal) => sent.push(signal),
  });
});

const ROOT = 7;
const on = { on: true };
const off = { on: false };

it("tells at most every 3 s while keys move", () => {
  for (let ms = 0; ms < 2 * TYPING_EVERY_MS; ms += 100) {
    sender.typed("text");
    clock.advance(100);
  }
  expect(sent).toEqual([on, on]);
});

it("tells no faster to somebody who stops and begins again", () => {
  for (let ms = 0; ms < TYPING_EVERY_MS; ms += 300) {
    sender.typed("text");
    sender.typed("");
    clock.advance(300);
  }
  expect(sent).toEqual([on, off]);
});

it("ends after 5 s without a key", () => {
  sender.typed("text");
  clock.advance(TYPING_IDLE_MS - 1);
  expect(sent).toEqual([on]);
  clock.advance(1);
  expect(sent).toEqual([on, off]);
});

it("ends once when the box is emptied, and does not begin with spaces", () => {
  sender.typed("  ");
  sender.typed("text");
  sender.typed("");
  sender.stopped();
  clock.advance(TYPING_IDLE_MS);
  expect(sent).toEqual([on, off]);
});

it("says under which message it is typed", () => {
  sender.typed("text", ROOT);
  sender.stopped(ROOT);
  expect(sent).toEqual([
    { on: true, thread: ROOT },
    { on: false, thread: ROOT },
  ]);
});

it("ends in one place when keys move in another, and the newest wins at once", () => {
  sender.typed("text");
  sender.typed("text", ROOT);
  expect(sent).toEqual([on, off, { on: true, thread: ROOT }]);
  clock.advance(TYPING_IDLE_MS);
  expect(sent.at(-1)).toEqual({ on: false, thread: ROOT });
  expect(sent).toHaveLength(4);
});

it("tells each place no faster, however often one goes back and forth", () => {
  for (let ms = 0; ms < TYPING_EVERY_MS; ms += 200) {
    sender.typed("text");
    sender.typed("text", ROOT);
    clock.advance(200);
  }
  expect(sent.filter((signal) => signal.on)).toHaveLength(2);
});

it("goes on where keys move when another place is left", () => {
  sender.typed("text", ROOT);
  sender.typed("text");
  sent = [];
  sender.stopped(ROOT);
  expect(sent).toEqual([]);
  sender.close();
  expect(sent).toEqual([off]);
});

it("tells nothing of somebody who does not want it, and ends when they say so in the middle", () => {
  mayTell = false;
  sender.typed("text");
  expect(sent).toEqual([]);
  expect(clock.nextIn).toBeNull();
  mayTell = true;
  sender.typed("text");
  mayTell = false;
  sender.typed("more text");
  expect(sent).toEqual([on, off]);
});

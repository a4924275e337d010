import { beforeEach, describe, expect, it } from "vitest";
import {
  GREETING_TIMEOUT_MS,
  MARK_EVERY_UNITS,
  MARK_TIMEOUT_MS,
  MAX_RESUME_BYTES,
  MAX_UNREAD_UNITS,
} from "#protocol/limits.ts";
import { Reading } from "./reading.ts";

const NOW = 1_000_000;
let reading: Reading;

beforeEach(() => {
  reading = new Reading("a handle");
});

/** Sends so much, frame by frame, and gives the marks that were made. */
function send(units: number, now = NOW): number[] {
  const frame = 1_024;
  const marks: number[] = [];
  for (let sent = 0; sent < units; sent += frame) {
    const mark = reading.sent(frame, now);
    if (mark !== null) marks.push(mark);
  }
  return marks;
}

const say = (n: number | undefined) => reading.hears(JSON.stringify({ t: "mark", n }));

describe("marks", () => {
  it("come after every so many units, and no two are alike", () => {
    const marks = send(3 * MARK_EVERY_UNITS);
    expect(new Set(marks).size).toBe(3);
    expect(send(MARK_EVERY_UNITS - 1_024)).toEqual([]);
  });

  it("are other numbers for other readers, so that nobody can say what was not read", () => {
    const other = new Reading("another handle");
    expect(other.sent(MARK_EVERY_UNITS, NOW)).not.toBe(reading.sent(MARK_EVERY_UNITS, NOW));
  });

  it("are waited for once, and only in the words they were asked in", () => {
    const [first, second] = send(2 * MARK_EVERY_UNITS);
    expect(reading.hears(`{"n":${first},"t":"mark"}`)).toBe(false);
    expect(say(2 ** 32 + 1)).toBe(false);
    expect(say(second)).toBe(true);
    expect([say(first), say(second)]).toEqual([false, false]);
  });
});

describe("a reader", () => {
  it("that says every mark back is never too slow, however much it is sent", () => {
    for (let i = 0; i < 100; i += 1) {
      for (const mark of send(MARK_EVERY_UNITS)) say(mark);
      expect(reading.isTooSlow(NOW)).toBe(false);
    }
  });

  it("is too slow when a mark has not come back in time", () => {
    const [mark] = send(MARK_EVERY_UNITS);
    expect(reading.isTooSlow(NOW + MARK_TIMEOUT_MS)).toBe(false);
    expect(reading.isTooSlow(NOW + MARK_TIMEOUT_MS + 1)).toBe(true);
    say(mark);
    expect(reading.isTooSlow(NOW + MARK_TIMEOUT_MS + 1)).toBe(false);
  });

  it("is too slow when too much was sent since the last mark it has said back", () => {
    const [first] = send(MAX_UNREAD_UNITS);
    expect(reading.isTooSlow(NOW)).toBe(false);
    send(1_024);
    expect(reading.isTooSlow(NOW)).toBe(true);
    say(first);
    expect(reading.isTooSlow(NOW)).toBe(false);
  });

  it("has read everything before a mark that it says back", () => {
    const last = send(MAX_UNREAD_UNITS).at(-1);
    say(last);
    send(MAX_UNREAD_UNITS);
    expect(reading.isTooSlow(NOW)).toBe(false);
  });
});

describe("the answer to a hello", () => {
  it("is not held against a reader, whatever its size, and is given longer", () => {
    reading.greetingBegins();
    send(2 * MAX_UNREAD_UNITS);
    reading.greetingEnds();
    send(MARK_EVERY_UNITS - 1_024);
    expect(reading.isTooSlow(NOW + GREETING_TIMEOUT_MS)).toBe(false);
    expect(reading.isTooSlow(NOW + GREETING_TIMEOUT_MS + 1)).toBe(true);
  });

  it("leaves room for what happens while it is read", () => {
    reading.greetingBegins();
    send(MAX_RESUME_BYTES);
    reading.greetingEnds();
    send(MAX_UNREAD_UNITS);
    expect(reading.isTooSlow(NOW)).toBe(false);
  });

  it("is held against a reader who asks again and again without reading", () => {
    for (let hellos = 0; hellos < 4; hellos += 1) {
      reading.greetingBegins();
      // Each is a copy of its own, and counts as four (socket-seat.ts).
      send(4 * MAX_RESUME_BYTES);
      reading.greetingEnds();
    }
    expect(reading.isTooSlow(NOW)).toBe(true);
  });
});

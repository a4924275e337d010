import { describe, expect, it } from "vitest";
import type { RoomEvent } from "./events.ts";
import {
  EMPTY_TIMELINE,
  eventAt,
  eventsBetween,
  forgetBefore,
  knownEvents,
  withEvents,
} from "./timeline.ts";

function message(seq: number): RoomEvent {
  const id = "01a20643-bd22-7bf6-90b5-39b710c2f8f8" as RoomEvent["id"];
  const by = "ann" as RoomEvent["by"];
  return { type: "message.posted", seq, id, at: seq, by, name: "Ann", body: `${seq}` };
}

function messages(from: number, to: number): RoomEvent[] {
  return Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
}

describe("a timeline", () => {
  const some = withEvents(withEvents(EMPTY_TIMELINE, messages(900, 1_000)), messages(1, 10));

  it("knows what it was given and nothing between", () => {
    expect(eventAt(some, 10)).toEqual(message(10));
    expect(eventAt(some, 11)).toBeUndefined();
    expect(knownEvents(some).map(({ seq }) => seq)).toEqual([
      ...messages(1, 10).map(({ seq }) => seq),
      ...messages(900, 1_000).map(({ seq }) => seq),
    ]);
  });

  it("gives a range only when it has all of it", () => {
    expect(eventsBetween(some, 900, 950)).toHaveLength(51);
    expect(eventsBetween(some, 8, 11)).toBeNull();
  });

  it("does not change what was there before", () => {
    withEvents(some, messages(11, 20));
    expect(eventAt(some, 11)).toBeUndefined();
    expect(withEvents(some, [])).toBe(some);
  });

  it("copies only what it touches", () => {
    const more = withEvents(some, messages(1_001, 1_002));
    expect(more.chunks.get(0)).toBe(some.chunks.get(0));
  });

  it("lets go of the far past", () => {
    const recent = forgetBefore(some, 950);
    expect(eventAt(recent, 10)).toBeUndefined();
    expect(eventAt(recent, 950)).toEqual(message(950));
    expect(forgetBefore(recent, 950)).toBe(recent);
  });
});

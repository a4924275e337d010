import { expect } from "vitest";
import type { Snapshot } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { applyEvents, roomOf, type RoomState } from "#protocol/room-state.ts";
import { eventsBetween } from "#protocol/timeline.ts";

/** A snapshot of before, brought up to date by the whole log, says what a fresh one says, as far as both reach back. */
export function expectToAgree(stale: Snapshot, fresh: Snapshot, log: readonly RoomEvent[]): void {
  const now = applyEvents(roomOf(stale), log.slice(stale.seq));
  expect(factsOf(now)).toEqual(factsOf(fresh));
  const from = Math.max(stale.events[0]?.seq ?? 1, fresh.events[0]?.seq ?? 1);
  expect(eventsBetween(now.timeline, from, now.seq)).toEqual(
    fresh.events.filter((event) => event.seq >= from),
  );
  const held = [...now.states].filter(([message]) => message >= from);
  expect(held.toSorted(([a], [b]) => a - b)).toEqual(
    fresh.states.filter(([message]) => message >= from),
  );
}

type Facts = Pick<RoomState, "seq" | "info" | "members" | "invited" | "pins">;

function factsOf({ seq, info, members, invited, pins }: Facts): Facts {
  return { seq, info, members, invited, pins };
}

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import { archiveState, lagMs, nextChangeAt, type ArchiveLag } from "./archive-state.ts";

const NOW = Date.UTC(2026, 10, 23);
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const RANK = { live: 0, degraded: 1, read_only: 2 };

const after = (ms: number, events = 1): ArchiveLag => ({
  events,
  since: NOW - ms,
  isFenced: false,
});
const state = (lag: ArchiveLag, now = NOW) => archiveState(lag, ROOM_LIMITS, now);

describe("the state of an archive", () => {
  it.each([
    ["live", { events: 0, since: null, isFenced: false }],
    ["live", after(0)],
    ["live", after(59_999)],
    ["degraded", after(60 * SECOND)],
    ["degraded", after(24 * HOUR - 1)],
    ["read_only", after(24 * HOUR)],
    ["live", after(SECOND, 50_000)],
    ["read_only", after(SECOND, 50_001)],
    ["read_only", { events: 0, since: null, isFenced: true }],
    ["live", after(-HOUR)],
  ] as const)("is %s after %j", (expected, lag) => {
    expect(state(lag)).toBe(expected);
  });

  const anyLag = fc.record({
    events: fc.nat(100_000),
    since: fc.option(fc.integer({ min: NOW - 48 * HOUR, max: NOW + HOUR })),
    isFenced: fc.boolean(),
  });

  it("only gets worse with time and with events", () => {
    fc.assert(
      fc.property(anyLag, fc.nat(48 * HOUR), fc.nat(100_000), (lag, ms, more) => {
        const before = RANK[state(lag)];
        expect(RANK[state(lag, NOW + ms)]).toBeGreaterThanOrEqual(before);
        expect(RANK[state({ ...lag, events: lag.events + more })]).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("changes by time alone only when that was foretold", () => {
    fc.assert(
      fc.property(anyLag, (lag) => {
        const change = nextChangeAt(lag, ROOM_LIMITS, NOW);
        const last = change === null ? NOW + 1_000 * HOUR : change - 1;
        expect(state(lag, last)).toBe(state(lag));
        if (change !== null) expect(change).toBeGreaterThan(NOW);
      }),
    );
  });

  it("has no negative age when the clock was set back", () => {
    expect(lagMs(after(-HOUR), NOW)).toBe(0);
  });
});

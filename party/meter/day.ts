import type { Counts } from "./tally.ts";

/** The last day is kept in steps of five minutes: 288 rows of a few kilobytes. */
export const STEP_MS = 300_000;
export const DAY_MS = 86_400_000;

/** What was counted within one step, and the most that were true at once. */
export type Step = {
  /** ms since epoch. */
  start: number;
  counts: Counts;
  connections: number;
  archiveLagSeconds: number;
  /** Not in steps that an earlier version has kept. */
  roomsAwake?: number;
  /** What all objects took together at its end, as far as it is known. */
  storedBytes?: number;
};

export function stepAt(now: number): number {
  return now - (now % STEP_MS);
}

/** Rows sort by their start. */
export function stepKey(start: number): string {
  return `h:${String(start).padStart(15, "0")}`;
}

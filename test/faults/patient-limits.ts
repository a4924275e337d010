import type { RoomLimits } from "#protocol/limits.ts";

/** A handful of clients that write as fast as they can are not what limits are against; a flood has tests of its own. */
export const PATIENT_LIMITS: Partial<RoomLimits> = {
  sendBurst: 10_000,
  sendsPerSecond: 10_000,
  roomSendsPerSecond: 100_000,
  callsPerMinute: 100_000,
  roomCallsPerMinute: 100_000,
  signalsPerSecond: 1_000,
  framesPerMinute: 1_000_000,
  pollBurst: 10_000,
  pollsPerSecond: 10_000,
  entryBurst: 10_000,
  entriesPerMinute: 100_000,
  pageBurst: 10_000,
  pagesPerSecond: 10_000,
};

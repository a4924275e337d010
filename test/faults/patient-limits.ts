import type { RoomLimits } from "#protocol/limits.ts";

/** A handful of clients that write as fast as they can are not what limits are against; a flood has tests of its own. */
export const PATIENT_LIMITS: RoomLimits = {
  sendBurst: 10_000,
  sendsPerSecond: 10_000,
  roomSendsPerSecond: 100_000,
  signalsPerSecond: 1_000,
  framesPerMinute: 1_000_000,
};

import type { DoorLimits } from "#protocol/limits.ts";

/** As good as everything, for tests act for many people from one address, and are in a hurry. */
export const HURRIED_DOORS: DoorLimits = {
  signInsPerMinute: 10_000,
  signUpsPerMinute: 10_000,
  inviteLooksPerMinute: 10_000,
  ticketsPerMinute: 10_000,
  passkeyChallengesPerMinute: 10_000,
  passkeyAnswersPerMinute: 10_000,
  mailsPerMinute: 10_000,
  mailTriesPerMinute: 10_000,
  mailboxPerHour: 10_000,
  passwordsPerMinute: 10_000,
  roomsPerMinute: 10_000,
  exportsPerDay: 10_000,
  providerVisitsPerMinute: 10_000,
};

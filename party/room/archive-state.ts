import type { ArchiveState } from "#protocol/down.ts";
import type { RoomLimits } from "#protocol/limits.ts";

/** How far the archive is behind its room. */
export type ArchiveLag = {
  /** How many events it has not confirmed. */
  events: number;
  /** When this room stored the oldest of them, in ms since epoch; null when there is none. */
  since: number | null;
  /** A newer life of this room writes there: what is said here now would never get into it. */
  isFenced: boolean;
};

type Limits = Pick<
  RoomLimits,
  "archiveDegradedAfterMs" | "archiveReadOnlyAfterMs" | "archiveReadOnlyAfterEvents"
>;

/** Contract C13: what a lag means for those who write and read. */
export function archiveState(lag: ArchiveLag, limits: Limits, now: number): ArchiveState {
  const age = lagMs(lag, now);
  const isTooMuch = lag.events > limits.archiveReadOnlyAfterEvents;
  if (lag.isFenced || isTooMuch || age >= limits.archiveReadOnlyAfterMs) return "read_only";
  return age >= limits.archiveDegradedAfterMs ? "degraded" : "live";
}

/** Age of the oldest event that the archive lacks. A clock that was set back makes it young, never negative. */
export function lagMs({ since }: ArchiveLag, now: number): number {
  return since === null ? 0 : Math.max(0, now - since);
}

/** When time alone will change the state next, in ms since epoch; null when it will not. */
export function nextChangeAt({ since }: ArchiveLag, limits: Limits, now: number): number | null {
  if (since === null) return null;
  const times = [limits.archiveDegradedAfterMs, limits.archiveReadOnlyAfterMs];
  const ahead = times.map((after) => since + after).filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

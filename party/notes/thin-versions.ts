import { MAX_VERSIONS, MAX_VERSIONS_BYTES } from "#protocol/notes/limits.ts";
import type { StoredVersion } from "./versions.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of those that are younger than this, one is enough in each stretch of time. The last is for all that are older. */
const STRETCHES = [
  { youngerThan: 2 * HOUR_MS, oneIn: 0 },
  { youngerThan: 2 * DAY_MS, oneIn: HOUR_MS / 2 },
  { youngerThan: 60 * DAY_MS, oneIn: DAY_MS },
  { youngerThan: Number.POSITIVE_INFINITY, oneIn: 30 * DAY_MS },
];

/** Which versions are let go at `now` (ms since epoch). None that something leads to, and never the newest. `versions`: the oldest first. */
export function superfluous(versions: readonly StoredVersion[], now: number): StoredVersion[] {
  const newest = versions.at(-1);
  const loose = versions.filter((version) => !version.isKept && version !== newest);
  const thinned = loose.filter((version, i) => isOvertaken(version, loose[i + 1] ?? newest, now));
  const rest = loose.filter((version) => !thinned.includes(version));
  return [...thinned, ...overfull(rest)];
}

/** Whether the one after it stands for the same stretch. */
function isOvertaken(version: StoredVersion, next: StoredVersion | undefined, now: number) {
  const stretch = STRETCHES.find(({ youngerThan }) => now - version.at < youngerThan);
  if (!next || !stretch || stretch.oneIn === 0) return false;
  return Math.floor(version.at / stretch.oneIn) === Math.floor(next.at / stretch.oneIn);
}

/** The oldest, until the rest is few and small enough. */
function overfull(versions: readonly StoredVersion[]): StoredVersion[] {
  let bytes = versions.reduce((sum, version) => sum + version.bytes, 0);
  let count = versions.length;
  return versions.filter((version) => {
    if (count < MAX_VERSIONS && bytes <= MAX_VERSIONS_BYTES) return false;
    count -= 1;
    bytes -= version.bytes;
    return true;
  });
}

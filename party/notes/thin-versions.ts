import {
  MAX_RESCUES_PER_PERSON,
  MAX_VERSIONS,
  MAX_VERSIONS_BYTES,
} from "#protocol/notes/limits.ts";
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
  const crowded = crowdedOut(loose);
  const roomy = loose.filter((version) => !crowded.has(version));
  const thinned = roomy.filter((version, i) => {
    // What somebody took out stands in none that comes later, unless that is from before a removal, too.
    const after = [...roomy.slice(i + 1), ...(newest ? [newest] : [])];
    const next = version.removedBy ? after.find(({ removedBy }) => removedBy) : after[0];
    return isOvertaken(version, next, now);
  });
  const rest = roomy.filter((version) => !thinned.includes(version));
  return [...crowded, ...thinned, ...overfull(rest)];
}

/** Of what one person has removed again and again, the first and the last stay, and those in between that are furthest apart. */
function crowdedOut(versions: readonly StoredVersion[]): Set<StoredVersion> {
  const crowded = new Set<StoredVersion>();
  for (const person of new Set(versions.map(({ removedBy }) => removedBy))) {
    if (person === undefined) continue;
    let theirs = versions.filter(({ removedBy }) => removedBy === person);
    while (theirs.length > MAX_RESCUES_PER_PERSON) {
      const gaps = theirs.map(({ at }, i) => at - (theirs[i - 1]?.at ?? Number.NEGATIVE_INFINITY));
      gaps[gaps.length - 1] = Number.POSITIVE_INFINITY;
      const closest = theirs[gaps.indexOf(Math.min(...gaps))];
      if (closest) crowded.add(closest);
      theirs = theirs.filter((version) => version !== closest);
    }
  }
  return crowded;
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

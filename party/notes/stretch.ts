import type { PersonId } from "#protocol/ids.ts";
import { VERSION_AT_LEAST_EVERY_MS, VERSIONS_APART_MS } from "#protocol/notes/limits.ts";

/** The people of one version are told up to here. */
const MAX_PEOPLE = 100;

/** What has happened since the last version. `since`, `lastAt`: its first and its last change (ms since epoch); `upTo`: the number of that. */
export type Stretch = { people: readonly PersonId[]; since: number; lastAt: number; upTo: number };

export const NOTHING_NEW: Stretch = { people: [], since: 0, lastAt: 0, upTo: 0 };

/** The stretch with one more change. One that is in it already changes nothing. */
export function grown(stretch: Stretch, by: PersonId, at: number, number: number): Stretch {
  if (number <= stretch.upTo) return stretch;
  const isFirst = stretch.people.length === 0;
  const isKnown = stretch.people.includes(by) || stretch.people.length >= MAX_PEOPLE;
  return {
    people: isKnown ? stretch.people : [...stretch.people, by],
    since: isFirst ? at : stretch.since,
    lastAt: at,
    upTo: number,
  };
}

export function isQuiet({ people, lastAt }: Stretch, now: number, quietMs: number): boolean {
  return people.length > 0 && now - lastAt >= quietMs;
}

/**
 * Whether what there is becomes a version before this person's change: somebody else begins, it has been long, or it was quiet. Two who
 * write at once take turns all the time, so somebody else begins once a minute at most. `isFirst`: there is no version yet.
 */
export function endsBefore(
  stretch: Stretch,
  { by, now, quietMs, isFirst }: { by: PersonId; now: number; quietMs: number; isFirst: boolean },
): boolean {
  if (stretch.people.length === 0) return false;
  const age = now - stretch.since;
  const isSomeoneElse = isFirst || !stretch.people.includes(by);
  if (isSomeoneElse && age >= VERSIONS_APART_MS) return true;
  return age >= VERSION_AT_LEAST_EVERY_MS || isQuiet(stretch, now, quietMs);
}

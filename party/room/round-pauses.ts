/** The least time from one round to the next: for whoever waits for it, a few seconds are at once. */
export const ROUND_EVERY_MS = 2_000;
/** The larger a round is, the more it costs the room. */
const MS_PER_PERSON = 10;
/** Where a call is to be told of, the next round of a large room may begin earlier, though not before the last one can be done. */
const CALL_MS_PER_PERSON = 2;
/** Up to so many members a call is told at once, as to whoever is named; it costs less than a round of a large room. */
export const CALLED_AT_ONCE = ROUND_EVERY_MS / MS_PER_PERSON;
/**
 * Most of those whom a round of everyone reaches have no device on, and nobody sees what they are told. So such rounds come later, in
 * small rooms hardly; but not so late that the host lets an inbox go in between (after ten seconds), for it costs more to wake it again.
 */
const EVERYONE_MS_PER_PERSON = 320;
export const EVERYONE_AT_LATEST_MS = 8_000;

/** From one round of so many people to the next. */
export function pauseFor(people: number): number {
  return Math.max(ROUND_EVERY_MS, people * MS_PER_PERSON);
}

/** From one round of all members to the next, among them those who are not here. */
export function pauseForAll(members: number, isCalled: boolean): number {
  if (isCalled) return Math.max(ROUND_EVERY_MS, members * CALL_MS_PER_PERSON);
  const later = Math.min(EVERYONE_AT_LATEST_MS, members * EVERYONE_MS_PER_PERSON);
  return Math.max(pauseFor(members), later);
}

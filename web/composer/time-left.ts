const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Of an end that is further away than this nobody needs to hear yet. */
const TOLD_FROM = 10 * MINUTE;

/**
 * How much time people are told that is left until `end`, in ms: whole minutes, in the last one whole seconds, and 0 when it is over.
 * Infinity: nothing is said yet.
 */
export function timeLeft(end: number, now: number): number {
  const left = end - now;
  if (left <= 0) return 0;
  if (left > TOLD_FROM) return Number.POSITIVE_INFINITY;
  const step = stepAt(left);
  return Math.ceil(left / step) * step;
}

/** In how many ms that will be another answer, or at least has to be looked at again; null: never. */
export function timeLeftChangesIn(end: number, now: number): number | null {
  const left = end - now;
  if (left <= 0 || left === Number.POSITIVE_INFINITY) return null;
  // Timers count to 24 days only.
  if (left > TOLD_FROM) return Math.min(left - TOLD_FROM, HOUR);
  const step = stepAt(left);
  return left - (Math.ceil(left / step) - 1) * step;
}

function stepAt(left: number): number {
  return left > MINUTE ? MINUTE : SECOND;
}

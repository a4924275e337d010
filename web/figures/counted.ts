import type { KnownSlot } from "./day.ts";

type Counts = Readonly<Record<string, number>>;

/** All that was counted under this name, whatever its labels; or only with labels that `isMeant`. */
export function counted(
  counts: Counts,
  name: string,
  isMeant: (labels: readonly string[]) => boolean = () => true,
): number {
  let sum = 0;
  for (const [key, times] of Object.entries(counts)) {
    if (key !== name && !key.startsWith(`${name}|`)) continue;
    if (isMeant(key.split("|").slice(1))) sum += times;
  }
  return sum;
}

/** Of several steps at once. */
export function together(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [key, times] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + times;
  return sums;
}

/** How often in a minute, within these slots. */
export function perMinute(slots: readonly KnownSlot[], count: (counts: Counts) => number): number {
  const ms = slots.reduce((sum, slot) => sum + slot.ms, 0);
  const times = slots.reduce((sum, { step }) => sum + count(step.counts), 0);
  return (times * 60_000) / ms;
}

/**
 * The value, in the unit of the histogram, that a `share` (0 to 1) of what was measured does not exceed; null where nothing was. Within a
 * bucket it is taken as spread evenly, as Prometheus does it; above the last bound nobody knows, and the bound is told.
 */
export function quantile(
  counts: Counts,
  histogram: string,
  bounds: readonly number[],
  share: number,
): number | null {
  const inBucket = (bound: number | string) => counts[`${histogram}|${bound}`] ?? 0;
  const all = bounds.reduce((sum, bound) => sum + inBucket(bound), inBucket("+Inf"));
  if (all === 0) return null;
  let below = 0;
  let lower = 0;
  for (const bound of bounds) {
    const here = inBucket(bound);
    if (here > 0 && below + here >= share * all)
      return lower + ((share * all - below) / here) * (bound - lower);
    below += here;
    lower = bound;
  }
  return lower;
}

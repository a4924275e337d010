/** What was held at a moment: `at` in hours, `bytes`. */
export type Sample = { at: number; bytes: number };

/** Growth in % of the mean in an hour, and the interval that holds it at 95 %. */
export type Slope = { percent: number; from: number; to: number };

/** Of the normal distribution, for 95 % in the middle. */
const Z = 1.96;

/**
 * The slope by least squares. The interval takes what is left over as independent from sample to sample, which is why samples are to be
 * the floor of a longer time (`floorsOf`) and not every look. Null with too few samples to say anything.
 */
export function slopeOf(samples: readonly Sample[]): Slope | null {
  const freedom = samples.length - 2;
  if (freedom < 2) return null;
  const at = mean(samples.map((sample) => sample.at));
  const bytes = mean(samples.map((sample) => sample.bytes));
  const centred = samples.map((sample) => ({ at: sample.at - at, bytes: sample.bytes - bytes }));
  const across = sumOf(centred, (one) => one.at * one.at);
  const slope = sumOf(centred, (one) => one.at * one.bytes) / across;
  const left = sumOf(centred, (one) => (one.bytes - slope * one.at) ** 2);
  const error = Math.sqrt(left / freedom / across) * studentOf(freedom);
  const share = 100 / bytes;
  return { percent: slope * share, from: (slope - error) * share, to: (slope + error) * share };
}

/** The least of each so many hours: what is held whatever a collector of garbage is about to find. */
export function floorsOf(samples: readonly Sample[], hours: number): Sample[] {
  const floors = new Map<number, Sample>();
  for (const sample of samples) {
    const step = Math.floor(sample.at / hours);
    const lowest = floors.get(step);
    if (!lowest || sample.bytes < lowest.bytes) floors.set(step, sample);
  }
  return [...floors.values()];
}

/** Student's t for 95 % in the middle, by its expansion around the normal distribution: within 2 % from three degrees of freedom on. */
function studentOf(freedom: number): number {
  return (
    Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2)
  );
}

function mean(values: readonly number[]): number {
  return sumOf(values, (value) => value) / values.length;
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}

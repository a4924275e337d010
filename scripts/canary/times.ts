/** What `work` took, in ms, each time. One after the other. */
export async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i += 1) took.push(await timeOf(work));
  return took;
}

export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The time that so large a part stays at or below. @throws RangeError of none. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (found === undefined) throw new RangeError("there is nothing that took time");
  return found;
}

export const ms = (time: number) => `${Math.round(time)} ms`;
/** "p50 12 ms, p95 40 ms". */
export const spread = (times: readonly number[]) =>
  `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}`;

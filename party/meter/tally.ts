import { ABOVE, HISTOGRAMS, type Counter, type Histogram } from "./series.ts";

/** Counts by key (series.ts), as they are handed over and summed. */
export type Counts = Record<string, number>;

/** What the parts of an object count with. Adding is all that it costs them. */
export type Counting = {
  /** `labels`: the values of the counter's labels in their order, with a `|` between. */
  add(counter: Counter, labels?: string, by?: number): void;
  observe(histogram: Histogram, value: number): void;
};

/** What one object has counted since it was last taken away. Plain numbers in memory: a sleep loses what is left (decision 0055). */
export class Tally implements Counting {
  readonly #counts = new Map<string, number>();
  readonly #histograms = new Map<Histogram, { buckets: Float64Array; sum: number }>();
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  add(counter: Counter, labels = "", by = 1): void {
    const key = labels === "" ? counter : `${counter}|${labels}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
    this.#isEmpty = false;
  }

  observe(histogram: Histogram, value: number): void {
    const { bounds }: { bounds: readonly number[] } = HISTOGRAMS[histogram];
    let cells = this.#histograms.get(histogram);
    if (!cells) {
      cells = { buckets: new Float64Array(bounds.length + 1), sum: 0 };
      this.#histograms.set(histogram, cells);
    }
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1;
    cells.buckets[bucket] = (cells.buckets[bucket] ?? 0) + 1;
    cells.sum += value;
    this.#isEmpty = false;
  }

  /** All of it, and begins anew. */
  take(): Counts {
    const counts: Counts = Object.fromEntries(this.#counts);
    for (const [name, { buckets, sum }] of this.#histograms) {
      const { bounds }: { bounds: readonly number[] } = HISTOGRAMS[name];
      for (const [i, times] of buckets.entries())
        if (times > 0) counts[`${name}|${bounds[i] ?? ABOVE}`] = times;
      counts[`${name}|sum`] = sum;
    }
    this.#counts.clear();
    this.#histograms.clear();
    this.#isEmpty = true;
    return counts;
  }
}

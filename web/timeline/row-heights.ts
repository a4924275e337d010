/** One height for every row that was not measured, loaded or not: so loading by itself moves nothing. */
export const ROW_ESTIMATE = 52;

const CHUNK = 256;

/** The heights of so many rows, and their sum. NaN: not measured. */
type Chunk = { heights: Float64Array; sum: number };

/**
 * How high every row of a room is, as far as it was measured. A hundred thousand rows cost what the measured ones do, and a
 * new row costs nothing: sums are kept for chunks of rows, most of which nobody has seen.
 */
export class RowHeights {
  readonly #chunks = new Map<number, Chunk>();

  heightOf(index: number): number {
    const height = this.#chunks.get(Math.floor(index / CHUNK))?.heights[index % CHUNK];
    return height === undefined || Number.isNaN(height) ? ROW_ESTIMATE : height;
  }

  /** Whether this was news. */
  measure(index: number, height: number): boolean {
    const before = this.heightOf(index);
    const number = Math.floor(index / CHUNK);
    let chunk = this.#chunks.get(number);
    if (!chunk) {
      if (height === ROW_ESTIMATE) return false;
      chunk = { heights: new Float64Array(CHUNK).fill(Number.NaN), sum: CHUNK * ROW_ESTIMATE };
      this.#chunks.set(number, chunk);
    }
    chunk.heights[index % CHUNK] = height;
    chunk.sum += height - before;
    return height !== before;
  }

  /** The next row to look at from `index`, which is itself, unless it is among very many that take no room. */
  pastEmpty(index: number, by: 1 | -1): number {
    let number = Math.floor(index / CHUNK);
    if (this.#chunks.get(number)?.sum !== 0) return index;
    while (this.#chunks.get(number)?.sum === 0) number += by;
    return by === 1 ? number * CHUNK : number * CHUNK + CHUNK - 1;
  }

  /** How much lies above a row: the height of all rows when there are `index` of them. */
  above(index: number): number {
    const last = Math.floor(index / CHUNK);
    let sum = last * CHUNK * ROW_ESTIMATE;
    for (const [number, chunk] of this.#chunks) {
      if (number < last) sum += chunk.sum - CHUNK * ROW_ESTIMATE;
    }
    for (let i = last * CHUNK; i < index; i += 1) sum += this.heightOf(i);
    return sum;
  }

  /** The row, among so many, in which a height lies: the first or the last one where it lies outside. */
  rowAt(height: number, count: number): number {
    let low = 0;
    let high = Math.max(0, count - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.above(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** As long as somebody needs to have seen it (behaviour.md §3). */
const SEEN_AFTER_MS = 1_000;

/** Which messages stand in view, and since when. Times are in ms of any one clock. */
export class SeenRows {
  #since: ReadonlyMap<number, number> = new Map();

  /** These messages are in view now. What left it meanwhile has to be seen anew. */
  look(inView: readonly number[], now: number): void {
    this.#since = new Map(inView.map((seq) => [seq, this.#since.get(seq) ?? now]));
  }

  /** The last message that has been in view for long enough; 0: none. */
  seenAt(now: number): number {
    const seen = [...this.#since].filter(([, since]) => now - since >= SEEN_AFTER_MS);
    return Math.max(0, ...seen.map(([seq]) => seq));
  }

  /** How long until a message after `seq` has been in view for long enough; null: there is none. */
  waitFor(seq: number, now: number): number | null {
    const waiting = [...this.#since].filter(([later]) => later > seq);
    if (waiting.length === 0) return null;
    const first = Math.min(...waiting.map(([, since]) => since));
    return Math.max(0, first + SEEN_AFTER_MS - now);
  }
}

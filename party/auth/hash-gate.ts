/** Each hash takes 32 MiB of the 128 MiB that an isolate has (security.md §1.1). */
const MAX_RUNNING = 2;
const MAX_WAITING = 8;
const LOOK_AGAIN_MS = 25;
/**
 * A request that its client has cancelled may never run on to give its place back, so a place is only lent for this
 * long: forty times what a hash takes.
 */
const LENT_FOR_MS = 10_000;

/**
 * Lets few passwords be hashed at once. Whoever waits looks again by a timer of their own: on Workers one request must
 * not wait for a promise of another.
 */
export class HashGate {
  readonly #running = new Map<symbol, number>();
  readonly #waiting = new Map<symbol, number>();
  #most = 0;
  readonly #now: () => number;
  readonly #pause: (ms: number) => Promise<void>;

  constructor(now: () => number, pause: (ms: number) => Promise<void>) {
    this.#now = now;
    this.#pause = pause;
  }

  /** How many have waited at once, at most, since this was last asked. */
  takeMostWaiting(): number {
    const most = this.#most;
    this.#most = this.#count(this.#waiting);
    return most;
  }

  /** What `work` gives, or null when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T | null> {
    const place = Symbol("place");
    if (!(await this.#enter(place))) return null;
    try {
      // Workers hash without ever yielding: whoever else has come is counted first, and rooms get a turn in between.
      await this.#pause(0);
      return await work();
    } finally {
      this.#running.delete(place);
    }
  }

  async #enter(place: symbol): Promise<boolean> {
    if (this.#take(place)) return true;
    if (this.#count(this.#waiting) >= MAX_WAITING) return false;
    const until = this.#now() + LENT_FOR_MS;
    this.#waiting.set(place, this.#now());
    this.#most = Math.max(this.#most, this.#waiting.size);
    try {
      while (this.#now() < until) {
        await this.#pause(LOOK_AGAIN_MS);
        if (this.#take(place)) return true;
      }
      return false;
    } finally {
      this.#waiting.delete(place);
    }
  }

  #take(place: symbol): boolean {
    if (this.#count(this.#running) >= MAX_RUNNING) return false;
    this.#running.set(place, this.#now());
    return true;
  }

  #count(places: Map<symbol, number>): number {
    const lentSince = this.#now() - LENT_FOR_MS;
    for (const [place, since] of places) if (since <= lentSince) places.delete(place);
    return places.size;
  }
}

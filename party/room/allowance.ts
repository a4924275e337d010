import type { RoomLimits } from "#protocol/limits.ts";
import { fullBucket, takeToken, type Bucket, type Rate, type Taken } from "./rate-limit.ts";

const SECONDS_PER_MINUTE = 60;
/** Buckets nobody has used for this long are full again and need not be kept. */
const KEEP_BUCKETS = 5_000;

/**
 * How much everyone may still do. In memory only: a room sleeps after ten idle seconds at the earliest, and by then
 * every bucket has filled up again, so sleep forgives nothing that waiting would not.
 */
export class Allowance {
  readonly #limits: RoomLimits;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  frame(peer: string, now: number): Taken {
    const { framesPerMinute } = this.#limits;
    const rate = { burst: framesPerMinute, perSecond: framesPerMinute / SECONDS_PER_MINUTE };
    return this.#take(`frame ${peer}`, rate, now);
  }

  signal(peer: string, now: number): Taken {
    const { signalsPerSecond } = this.#limits;
    return this.#take(
      `signal ${peer}`,
      { burst: signalsPerSecond, perSecond: signalsPerSecond },
      now,
    );
  }

  /** One request of this person's for what comes next. */
  poll(person: string, now: number): Taken {
    const { pollBurst, pollsPerSecond } = this.#limits;
    return this.#take(`poll ${person}`, { burst: pollBurst, perSecond: pollsPerSecond }, now);
  }

  /** One command of this person, and of the room. */
  send(person: string, now: number): Taken {
    const { sendBurst, sendsPerSecond, roomSendsPerSecond } = this.#limits;
    const own = this.#take(`send ${person}`, { burst: sendBurst, perSecond: sendsPerSecond }, now);
    if (!own.ok) return own;
    return this.#take("room", { burst: roomSendsPerSecond, perSecond: roomSendsPerSecond }, now);
  }

  #take(key: string, rate: Rate, now: number): Taken {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= KEEP_BUCKETS) this.#forgetFull(now);
      bucket = fullBucket(rate, now);
      this.#buckets.set(key, bucket);
    }
    return takeToken(bucket, rate, now);
  }

  #forgetFull(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      const isLongFull = now - bucket.filledAt > SECONDS_PER_MINUTE * 1_000;
      if (isLongFull) this.#buckets.delete(key);
    }
  }
}

import type { RoomLimits } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer } from "../rooms.ts";
import { fullBucket, takeToken, type Bucket, type Rate, type Taken } from "./rate-limit.ts";

const SECONDS_PER_MINUTE = 60;
/** Buckets nobody has used for this long are full again and need not be kept. */
const KEEP_BUCKETS = 5_000;

/**
 * How much everyone may still do. In memory only: a room sleeps after ten idle seconds at the earliest, and by then
 * most buckets have filled up again, so sleep forgives little that waiting would not.
 */
export class Allowance {
  readonly #limits: RoomLimits;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = KEEP_BUCKETS;

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  /** A frame of this socket's, or a command by HTTP of this person's. */
  frame(peer: string, now: number): Taken {
    const { framesPerMinute } = this.#limits;
    const rate = { burst: framesPerMinute, perSecond: framesPerMinute / SECONDS_PER_MINUTE };
    return this.take(`frame ${peer}`, rate, now);
  }

  signal(peer: string, now: number): Taken {
    const { signalsPerSecond } = this.#limits;
    return this.take(
      `signal ${peer}`,
      { burst: signalsPerSecond, perSecond: signalsPerSecond },
      now,
    );
  }

  /** One request of this person's for what comes next. */
  poll(person: string, now: number): Taken {
    const { pollBurst, pollsPerSecond } = this.#limits;
    return this.take(`poll ${person}`, { burst: pollBurst, perSecond: pollsPerSecond }, now);
  }

  /** A ticket, or a hello, or a request that has to be told as much as a hello. */
  entry(kind: "ticket" | "hello", person: string, now: number): Taken {
    const { entryBurst, entriesPerMinute } = this.#limits;
    const rate = { burst: entryBurst, perSecond: entriesPerMinute / SECONDS_PER_MINUTE };
    return this.take(`${kind} ${person}`, rate, now);
  }

  /** A page of history. */
  page(person: string, now: number): Taken {
    const { pageBurst, pagesPerSecond } = this.#limits;
    return this.take(`page ${person}`, { burst: pageBurst, perSecond: pagesPerSecond }, now);
  }

  /** One command of this person, and of the room. */
  send(person: string, now: number): Taken {
    const { sendBurst, sendsPerSecond, roomSendsPerSecond } = this.#limits;
    const own = this.take(`send ${person}`, { burst: sendBurst, perSecond: sendsPerSecond }, now);
    if (!own.ok) return own;
    return this.take("room", { burst: roomSendsPerSecond, perSecond: roomSendsPerSecond }, now);
  }

  /** One message of this person that calls everyone, and of the room. */
  call(person: string, now: number): Taken {
    const { callsPerMinute: own, roomCallsPerMinute: all } = this.#limits;
    const rate = (calls: number) => ({ burst: calls, perSecond: calls / SECONDS_PER_MINUTE });
    const taken = this.take(`call ${person}`, rate(own), now);
    return taken.ok ? this.take("calls", rate(all), now) : taken;
  }

  /** One mention in the note that is told, of this person and in the room. */
  noteMention(person: string, now: number): Taken {
    const { noteMentionsPerMinute: own, roomNoteMentionsPerMinute: all } = this.#limits;
    const rate = (told: number) => ({ burst: told, perSecond: told / SECONDS_PER_MINUTE });
    const taken = this.take(`mention ${person}`, rate(own), now);
    return taken.ok ? this.take("mentions", rate(all), now) : taken;
  }

  /** Anything else that is counted, by a name of its own. */
  take(key: string, rate: Rate, now: number): Taken {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepAt) this.#forgetFull(now);
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
    // In a large room few may have gone, and looking again for each newcomer would cost more than keeping them.
    this.#sweepAt = Math.max(KEEP_BUCKETS, 2 * this.#buckets.size);
  }
}

/** The answer to what was more than is allowed. */
export function tooFast(retryAfterMs: number): Answer<never> {
  return { ok: false, refusal: refusal("rate_limited", retryAfterMs) };
}

/** A bucket of tokens: `burst` of them at most, refilled at `perSecond`. */
export type Rate = { burst: number; perSecond: number };
export type Bucket = { tokens: number; filledAt: number };

export type Taken = { ok: true } | { ok: false; waitMs: number };

export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, filledAt: now };
}

/** Takes one token at `now` (ms since epoch), or says in how many ms there will be one. Never throws. */
export function takeToken(bucket: Bucket, rate: Rate, now: number): Taken {
  const refilled = bucket.tokens + ((now - bucket.filledAt) / 1_000) * rate.perSecond;
  // A clock set back must not empty the bucket.
  bucket.tokens = Math.min(rate.burst, Math.max(refilled, bucket.tokens));
  bucket.filledAt = now;
  if (bucket.tokens < 1)
    return { ok: false, waitMs: Math.ceil(((1 - bucket.tokens) / rate.perSecond) * 1_000) };
  bucket.tokens -= 1;
  return { ok: true };
}

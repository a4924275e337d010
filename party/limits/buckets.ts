import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import type { Storage } from "../object/ports.ts";
import { fullBucket, takeToken, type Rate, type Taken } from "../object/rate-limit.ts";
import { Turns } from "../object/turns.ts";

const Stored = v.object({
  tokens: v.number(),
  filledAt: v.number(),
  /** When it will be full again, and need not be kept. */
  fullAt: v.number(),
});

const SWEEP_EVERY_MS = 60_000;
const ALL: Parameters<Storage["list"]>[0] = { start: "b:", end: "b;", limit: 100_000 };

/**
 * Buckets of tokens that outlive a sleep: an object sleeps after ten seconds, and a bucket takes a minute to fill up.
 * Full ones are forgotten, so only who has asked within the last minute or two is kept.
 */
export class Buckets {
  readonly #storage: Storage;
  readonly #turns = new Turns();
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** One token out of the bucket of this name, at `now` (ms since epoch). */
  take(name: string, rate: Rate, now: number): Promise<Taken> {
    return this.#turns.take(async () => {
      if (now - this.#sweptAt >= SWEEP_EVERY_MS) await this.#sweep(now);
      const key = `b:${name}`;
      const stored = v.safeParse(Stored, parseJson((await this.#storage.get(key)) ?? ""));
      const bucket = stored.success ? stored.output : fullBucket(rate, now);
      const taken = takeToken(bucket, rate, now);
      // Whoever is refused costs no write.
      if (!taken.ok) return taken;
      const fullAt = now + ((rate.burst - bucket.tokens) / rate.perSecond) * 1_000;
      const value = JSON.stringify({ ...bucket, fullAt });
      await this.#storage.commit({ put: new Map([[key, value]]) });
      return taken;
    });
  }

  async #sweep(now: number): Promise<void> {
    this.#sweptAt = now;
    const rows = [...(await this.#storage.list(ALL))];
    const full = rows.filter(([, text]) => {
      const stored = v.safeParse(Stored, parseJson(text));
      return !stored.success || stored.output.fullAt <= now;
    });
    if (full.length === 0) return;
    await this.#storage.commit({ put: new Map(), remove: full.map(([key]) => key) });
  }
}

import * as v from "valibot";
import { log } from "../log.ts";
import type { Rate, Taken } from "../object/rate-limit.ts";
import type { Limits } from "./limits.ts";
import { internalRequest } from "../internal/door.ts";

/** How a host reaches the object that keeps a shard of the buckets. */
export type FetchLimits = (shard: string, request: Request) => Promise<Response>;

const Answer = v.variant("ok", [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), waitMs: v.number() }),
]);

/** Limits as the API knows them, over either host's stubs. Names are seals, so their first letters are spread evenly. */
export function limitsOverFetch(fetchLimits: FetchLimits, secret: string): Limits {
  async function ask(name: string, rate: Rate): Promise<Taken> {
    const request = internalRequest(JSON.stringify({ name, rate }), secret);
    // One object for each person would be a file each where files are; one for all would be a queue.
    const response = await fetchLimits(name.slice(0, 1), request);
    return v.parse(Answer, await response.json());
  }

  return {
    async take(name, rate) {
      try {
        return await ask(name, rate);
      } catch (error) {
        // Hashing has its own gate and every account its own limit: a fault here must not lock everyone out.
        log.failure("limits.failed", error);
        return { ok: true };
      }
    },
    async canStore() {
      try {
        // Never an empty bucket: what is taken has to be written down before the answer may leave.
        await ask("health", { burst: 1_000, perSecond: 1_000 });
        return true;
      } catch {
        // That is the answer.
        return false;
      }
    },
  };
}

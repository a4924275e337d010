import { sealOf } from "../auth/secret.ts";
import { readEnv } from "../env.ts";
import type { Facts } from "../meter/delta.ts";
import { Handover } from "../meter/handover.ts";
import { meterOverFetch, type FetchMeter } from "../meter/meter-over-fetch.ts";
import type { Party } from "../meter/series.ts";
import { systemClock } from "./system-clock.ts";

/** What an object or a process of the front needs so that it is counted. */
export type CountedPlace = {
  party: Party;
  env: unknown;
  /** @throws Error where the host does not know yet whose object it is: then it is tried again later. */
  name: () => string;
  facts: () => Facts;
  fetchMeter: FetchMeter;
};

/** Enough to tell objects apart, and no way back to a name. */
const SEAL_LENGTH = 16;

export function handoverOf({ party, env, name, facts, fetchMeter }: CountedPlace): Handover {
  const secret = () => readEnv(env).INTERNAL_SECRET;
  let sealed: string | null = null;
  return new Handover({
    party,
    clock: systemClock,
    facts,
    object: async () => {
      sealed ??= (await sealOf(secret(), `${party} ${name()}`)).slice(0, SEAL_LENGTH);
      return sealed;
    },
    send: async (delta) => (await meterOverFetch(fetchMeter, secret()).take(delta)).ok,
  });
}

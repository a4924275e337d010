import * as v from "valibot";
import { isKey, PARTIES } from "./series.ts";

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** How an object is, when it hands over. */
export const Facts = v.object({
  /** Sockets that are open. */
  connections: amount,
  /** When the oldest event that the archive lacks was stored (ms since epoch); null: it has all. */
  archiveSince: v.nullable(v.number()),
  /** Most passwords that have waited for their hash at once. */
  hashesWaiting: amount,
  /** What its storage takes, in bytes; null where the host does not tell. An object that still runs an earlier version says nothing of it. */
  storedBytes: v.optional(v.nullable(amount), null),
});
export type Facts = v.InferOutput<typeof Facts>;

/**
 * What one object has counted since its last handover. `life` is when it woke (ms since epoch), and `n` numbers the handovers of that life:
 * one that comes again is known by them. `object` is a seal of its name, so that nobody reads here who talks where.
 */
export const Delta = v.object({
  object: v.pipe(v.string(), v.regex(/^[\w-]{8,24}$/)),
  party: v.picklist(PARTIES),
  life: v.number(),
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  // What another version counts under other names is left out.
  counts: v.pipe(
    v.record(v.string(), amount),
    v.transform((counts) =>
      Object.fromEntries(Object.entries(counts).filter(([key]) => isKey(key))),
    ),
  ),
  facts: Facts,
});
export type Delta = v.InferOutput<typeof Delta>;

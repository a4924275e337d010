import * as v from "valibot";
import { PersonId } from "./ids.ts";

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Everything up to this event was on the screen of somebody who lets it be known; 0: nothing yet. */
export const ReadUpTo = v.strictObject({ seq });

/**
 * Signal: how far people have read, by the number of the last message of somebody else's. Later numbers of a person are higher, and 0 says that they take part. `gone`
 * are shown no more; `isAll`: forget what you held.
 */
export const Receipts = v.object({
  t: v.literal("receipts"),
  isAll: v.optional(v.literal(true)),
  read: v.array(v.tuple([PersonId, seq])),
  gone: v.optional(v.array(PersonId)),
});
export type Receipts = v.InferOutput<typeof Receipts>;

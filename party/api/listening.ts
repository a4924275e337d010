import { MAX_POLL_WAIT_MS } from "#protocol/limits.ts";
import * as v from "valibot";

const SECOND_MS = 1_000;

/** A number in an address. */
export const Whole = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** How long whoever asks waits when there is nothing new: seconds in the address, ms for what comes after. */
export const WaitSeconds = v.pipe(
  v.optional(
    v.pipe(Whole, v.maxValue(MAX_POLL_WAIT_MS / SECOND_MS)),
    String(MAX_POLL_WAIT_MS / SECOND_MS),
  ),
  v.transform((seconds) => seconds * SECOND_MS),
);

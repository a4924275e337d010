import * as v from "valibot";
import { Seq } from "./ids.ts";

/** That somebody types or has stopped, and under which message; in the room itself where there is none. */
export const TypingSignal = v.strictObject({ on: v.boolean(), thread: v.optional(Seq) });
export type TypingSignal = v.InferOutput<typeof TypingSignal>;

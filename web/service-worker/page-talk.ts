import * as v from "valibot";

/** What the worker asks of a page. The page answers on the port that comes along, so that the worker knows it was heard. */
export const GoTo = v.object({
  kind: v.literal("go to"),
  to: v.pipe(v.string(), v.regex(/^\/(?!\/)/)),
});
export type GoTo = v.InferOutput<typeof GoTo>;

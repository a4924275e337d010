import * as v from "valibot";
import { PushMessage } from "#protocol/push-message.ts";

/** What the worker asks of a page. The page answers on the port that comes along, so that the worker knows it was heard. */
export const GoTo = v.object({
  kind: v.literal("go to"),
  to: v.pipe(v.string(), v.regex(/^\/(?!\/)/)),
});
export type GoTo = v.InferOutput<typeof GoTo>;

/** A page wants something to be shown, as if it were pushed. */
export const ShowThis = v.object({ kind: v.literal("show"), message: PushMessage });
export type ShowThis = v.InferOutput<typeof ShowThis>;

/** Whether a page sees to it that what is pushed now is heard. One that does not answers nothing. */
export const WhoRings = v.object({ kind: v.literal("who rings") });
export type WhoRings = v.InferOutput<typeof WhoRings>;

import { Hono, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import { InboxCommand } from "#protocol/inbox/commands.ts";
import { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { objectionToSubscription } from "../push/subscription.ts";
import { body } from "./body.ts";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const Cursor = v.strictObject({
  epoch: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), "0"),
});

/** `c.req.valid("query")`: what the client has already. */
const cursor: MiddlewareHandler<
  ApiEnv,
  string,
  {
    in: { query: v.InferInput<typeof Cursor> };
    out: { query: { epoch: string | null; cursor: number } };
  }
> = async (context, next) => {
  const parsed = v.safeParse(Cursor, context.req.query());
  if (!parsed.success) return problem("malformed");
  const { epoch = null, after } = parsed.output;
  context.req.addValidatedData("query", { epoch, cursor: after });
  return next();
};

/** `former`: the address that was this browser's before; it ends with its session all the same. */
const Subscribing = v.strictObject({
  ...PushSubscriptionKeys.entries,
  language: v.optional(PushLanguage),
  origin: v.optional(v.pipe(v.string(), v.maxLength(300))),
  former: v.optional(v.string()),
});
const Unsubscribing = v.strictObject({ endpoint: v.pipe(v.string(), v.maxLength(2_048)) });

/** One's own inbox without a socket. Like tickets, it needs no database. */
export const inboxRoutes = new Hono<ApiEnv>()
  .get("/api/inbox/changes", signedIn, cursor, async (c) => {
    const { author } = c.var.signedIn;
    const answer = await c.env.world.inboxes.changes(author, c.req.valid("query"));
    return answer.ok ? c.json(answer.value, 200) : problem(answer.refusal);
  })
  .post("/api/inbox/commands", signedIn, body(InboxCommand), async (c) => {
    const { author } = c.var.signedIn;
    const answer = await c.env.world.inboxes.command(author, c.req.valid("json"));
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  })
  .put("/api/inbox/push", signedIn, body(Subscribing), async (c) => {
    const { env, inboxes } = c.env.world;
    const { endpoint, keys, language, origin } = c.req.valid("json");
    const subscription = { endpoint, keys };
    if ((await objectionToSubscription(subscription, env)) !== null)
      return problem("push_not_possible");
    // A notification leads nowhere but to ourselves.
    const page = { language, origin: env.ORIGINS.find((own) => own === origin) };
    const answer = await inboxes.subscribe(c.var.signedIn.author, subscription, page);
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  })
  .delete("/api/inbox/push", signedIn, body(Unsubscribing), async (c) => {
    const { inboxes } = c.env.world;
    const answer = await inboxes.unsubscribe(c.var.signedIn.author, c.req.valid("json").endpoint);
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  })
  .post("/api/inbox/push/test", signedIn, async (c) => {
    const answer = await c.env.world.inboxes.testPush(c.var.signedIn.author);
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  });

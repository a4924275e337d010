import { Hono, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import { InboxCommand } from "#protocol/inbox/commands.ts";
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
  });

import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { HISTORY_PAGE, MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import type { HistoryQuery, ThreadQuery } from "../rooms.ts";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv } from "./world.ts";

const Whole = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

const Page = v.strictObject({
  before: v.exactOptional(Whole),
  after: v.exactOptional(Whole),
  around: v.exactOptional(Whole),
  limit: v.optional(
    v.pipe(Whole, v.minValue(1), v.maxValue(MAX_HISTORY_PAGE)),
    String(HISTORY_PAGE),
  ),
});

/** `c.req.valid("query")`: at most one place in the history, and how much of it. */
const page: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { query: v.InferInput<typeof Page> }; out: { query: HistoryQuery } }
> = async (context, next) => {
  const parsed = v.safeParse(Page, context.req.query());
  if (!parsed.success) return problem("malformed");
  const { limit, ...places } = parsed.output;
  if (Object.keys(places).length > 1) return problem("malformed");
  context.req.addValidatedData("query", { ...places, limit });
  return next();
};

const ThreadPage = v.strictObject({
  before: v.exactOptional(Whole),
  limit: Page.entries.limit,
});

/** `c.req.valid("query")` and `c.req.valid("param")`: the newest replies under a message, or those before a number. */
const threadPage: MiddlewareHandler<
  ApiEnv,
  string,
  {
    in: { param: { room: string; root: string }; query: v.InferInput<typeof ThreadPage> };
    out: { query: ThreadQuery };
  }
> = async (context, next) => {
  const root = v.safeParse(Whole, context.req.param("root"));
  const parsed = v.safeParse(ThreadPage, context.req.query());
  if (!root.success || root.output < 1) return problem("not_found");
  if (!parsed.success) return problem("malformed");
  context.req.addValidatedData("query", { ...parsed.output, root: root.output });
  return next();
};

export const messageRoutes = new Hono<ApiEnv>()
  .get("/api/rooms/:room/messages", signedIn, roomInAddress, page, async (c) => {
    const { rooms } = c.env.world;
    const { author } = c.var.signedIn;
    const answer = await rooms.history(c.req.valid("param").room, author, c.req.valid("query"));
    return answer.ok ? c.json(answer.value, 200) : problem(answer.refusal);
  })
  .get("/api/rooms/:room/threads/:root", signedIn, roomInAddress, threadPage, async (c) => {
    const { rooms } = c.env.world;
    const { author } = c.var.signedIn;
    const answer = await rooms.thread(c.req.valid("param").room, author, c.req.valid("query"));
    return answer.ok ? c.json(answer.value, 200) : problem(answer.refusal);
  });

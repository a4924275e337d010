import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { ReadUpTo } from "#protocol/receipts.ts";
import { TypingSignal } from "#protocol/typing.ts";
import type { ListenQuery } from "../rooms.ts";
import { body } from "./body.ts";
import { signedIn } from "./doors.ts";
import { WaitSeconds, Whole } from "./listening.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv } from "./world.ts";

const Listening = v.strictObject({
  epoch: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  after: v.optional(Whole, "0"),
  wait: WaitSeconds,
});

/** `c.req.valid("query")`: what the client has already, and how long it will wait for more. */
const listening: MiddlewareHandler<
  ApiEnv,
  string,
  {
    in: { query: v.InferInput<typeof Listening> };
    out: { query: Omit<ListenQuery, "sessionExpiresAt"> };
  }
> = async (context, next) => {
  const parsed = v.safeParse(Listening, context.req.query());
  if (!parsed.success) return problem("malformed");
  const { epoch = null, after, wait } = parsed.output;
  context.req.addValidatedData("query", { epoch, cursor: after, waitMs: wait });
  return next();
};

/** The room without a socket. Like tickets, it needs no database. */
export const eventRoutes = new Hono<ApiEnv>()
  .get("/api/rooms/:room/events", signedIn, roomInAddress, listening, async (c) => {
    const { author, expiresAt } = c.var.signedIn;
    const query = { ...c.req.valid("query"), sessionExpiresAt: expiresAt };
    const answer = await c.env.world.rooms.listen(c.req.valid("param").room, author, query);
    return answer.ok ? c.json(answer.value, 200) : problem(answer.refusal);
  })
  .post("/api/rooms/:room/typing", signedIn, roomInAddress, body(TypingSignal), async (c) => {
    const { author } = c.var.signedIn;
    const { room } = c.req.valid("param");
    const answer = await c.env.world.rooms.typing(room, author, c.req.valid("json"));
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  })
  .post("/api/rooms/:room/read", signedIn, roomInAddress, body(ReadUpTo), async (c) => {
    const { author } = c.var.signedIn;
    const { room } = c.req.valid("param");
    const answer = await c.env.world.rooms.read(room, author, c.req.valid("json").seq);
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  });

import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** `c.req.valid("param").room` for what comes after. No room has an id of another form. */
export const roomInAddress: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { param: { room: string } }; out: { param: { room: RoomId } } }
> = async (context, next) => {
  const room = v.safeParse(RoomId, context.req.param("room"));
  if (!room.success) return problem("no_such_room");
  context.req.addValidatedData("param", { room: room.output });
  return next();
};

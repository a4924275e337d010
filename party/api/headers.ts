import type { MiddlewareHandler } from "hono";
import { isOverTls, secure } from "../answer-headers.ts";
import type { ApiEnv } from "./world.ts";

/** On every answer, refusals included. */
export const secured: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  secure(context.res.headers, isOverTls(context.req.url, context.env.world.env.ORIGINS));
};

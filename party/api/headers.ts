import type { MiddlewareHandler } from "hono";
import { isOverTls, secure } from "../answer-headers.ts";
import type { ApiEnv } from "./world.ts";

/** On every answer, refusals included. */
export const secured: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const { ORIGINS, VERSION, JURISDICTION } = context.env.world.env;
  const { headers } = context.res;
  secure(headers, isOverTls(context.req.url, ORIGINS));
  // Whoever deploys waits for the one, and must not change the other.
  if (VERSION) headers.set("Parley-Version", VERSION);
  if (JURISDICTION) headers.set("Parley-Jurisdiction", JURISDICTION);
};

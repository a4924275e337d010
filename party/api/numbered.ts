import type { MiddlewareHandler } from "hono";
import { asNewRequest, requestId } from "../request-id.ts";
import type { ApiEnv } from "./world.ts";

/** Gives every request an id of ours. Its answer says it, and so does every line that is logged for it, in rooms too. */
export const numbered: MiddlewareHandler<ApiEnv> = (context, next) =>
  asNewRequest(async () => {
    await next();
    context.res.headers.set("X-Request-Id", requestId() ?? "");
  });

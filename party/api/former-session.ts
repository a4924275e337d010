import type { MiddlewareHandler } from "hono";
import { readRefreshCookie } from "../auth/refresh-cookie.ts";
import { endSession } from "../auth/refresh-token.ts";
import { log } from "../log.ts";
import { isSecure } from "./origin.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

/**
 * Whoever signs in where somebody is signed in takes that session's place in the browser, so it ends: nobody could end it any more, and
 * whoever has a copy of its cookie could go on with it for weeks.
 */
export const endsFormer: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const isIn = context.var.who !== undefined && context.res.status < 400;
  const token =
    isIn && context.req.method !== "DELETE"
      ? readRefreshCookie(context.req.header("Cookie"), isSecure(context))
      : undefined;
  if (!token) return;
  const { world } = context.env;
  try {
    const ended = await endSession(world.database, token, world.now());
    if (ended) await tellRooms(world, ended.person, [ended.id]);
  } catch (error) {
    // They are in all the same.
    log.failure("session.former_goes_on", error);
  }
};

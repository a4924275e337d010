import type { Context, MiddlewareHandler } from "hono";
import { isOverTls } from "../answer-headers.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const READS: readonly string[] = ["GET", "HEAD"];

/** Refuses what a page on another site makes a browser send. Programs without a browser say no Origin. */
export const ownPagesOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const isForeign = saysForeignOrigin(context) || saysForeignSite(context);
  if (!READS.includes(context.req.method) && isForeign) return problem("origin_forbidden");
  return next();
};

/** For what uses the cookie: a browser sends that unasked, so it has to say that our own page is asking. */
export const sameOriginOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const site = context.req.header("Sec-Fetch-Site");
  const origin = context.req.header("Origin");
  // Older browsers do not say the site; then the exact origin has to do.
  const isOurs = site === undefined ? origin !== undefined : site === "same-origin";
  if (!isOurs || saysForeignOrigin(context)) return problem("origin_forbidden");
  return next();
};

/**
 * Whether the browser came by https. Behind a proxy the address says http:; there the page's origin tells, and where a browser says none
 * (whoever follows a link to us) the community's own origins do.
 */
export function isSecure(context: Context<ApiEnv>): boolean {
  const origin = context.req.header("Origin");
  if (origin !== undefined) return origin.startsWith("https:");
  return isOverTls(context.req.url, context.env.world.env.ORIGINS);
}

function saysForeignOrigin(context: Context<ApiEnv>): boolean {
  const origin = context.req.header("Origin");
  return origin !== undefined && !context.env.world.env.ORIGINS.includes(origin);
}

function saysForeignSite(context: Context<ApiEnv>): boolean {
  const site = context.req.header("Sec-Fetch-Site");
  return site !== undefined && site !== "same-origin" && site !== "none";
}

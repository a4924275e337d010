import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./world.ts";

const ALWAYS: Readonly<Record<string, string>> = {
  // Answers are JSON: whatever a browser might take one for, it may do nothing with it.
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

const ONE_YEAR = "max-age=31536000; includeSubDomains; preload";

/** On every answer, refusals included. Nothing is cached unless a route says so. */
export const secured: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const { headers } = context.res;
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  if (new URL(context.req.url).protocol === "https:") {
    headers.set("Strict-Transport-Security", ONE_YEAR);
  }
};

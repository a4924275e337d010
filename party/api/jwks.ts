import { Hono } from "hono";
import type { ApiEnv } from "./world.ts";

/** Ten minutes: a key is published a day before its first use (security.md §1.2). */
const CACHE = "public, max-age=600";

export const jwksRoutes = new Hono<ApiEnv>().get("/.well-known/jwks.json", (c) => {
  return c.json(c.env.world.keys.jwks, 200, { "Cache-Control": CACHE });
});

import { Hono } from "hono";
import { publicPushKey } from "../push/vapid.ts";
import type { ApiEnv } from "./world.ts";

/** What browsers subscribe with; null where this community sends no notifications. */
export const pushKeyRoutes = new Hono<ApiEnv>().get("/api/push-key", (c) =>
  c.json({ key: publicPushKey(c.env.world.env) }, 200),
);

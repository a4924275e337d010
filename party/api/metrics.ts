import { Hono } from "hono";
import { EXPOSITION_TYPE, expositionOf } from "../meter/exposition.ts";
import { watcherOnly } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** All figures, for Prometheus and its kind. Asks the meter alone: no database, and no room. */
export const metricsRoutes = new Hono<ApiEnv>().get("/metrics", watcherOnly, async (c) => {
  const figures = await c.env.world.meter.read();
  if (!figures.ok) return problem(figures.refusal);
  return c.body(expositionOf(figures.value), 200, { "Content-Type": EXPOSITION_TYPE });
});

import { Hono } from "hono";
import { databaseBytes } from "#db/size.ts";
import { STEP_MS } from "../meter/day.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** The last day of the whole community in figures, for its owners. Nothing here is about a room or a person. */
export const figureRoutes = new Hono<ApiEnv>().get(
  "/api/community/figures",
  signedIn,
  stillSignedIn,
  allowed("figures.see"),
  async (c) => {
    const { meter, database } = c.env.world;
    const [day, bytes] = await Promise.all([meter.day(), databaseBytes(database)]);
    if (!day.ok) return problem(day.refusal);
    return c.json({ stepMs: STEP_MS, steps: day.value, databaseBytes: bytes }, 200);
  },
);

import { Hono } from "hono";
import * as v from "valibot";
import { databaseBytes } from "#db/size.ts";
import { STEP_MS } from "../meter/day.ts";
import { HISTOGRAMS } from "../meter/series.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** From which step on (ms since epoch): whoever looks on has the earlier ones. */
const Since = v.object({
  since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});

/** The last day of the whole community in figures, and how it is now, for its owners. Nothing here is about a room or a person. */
export const figureRoutes = new Hono<ApiEnv>().get(
  "/api/community/figures",
  signedIn,
  stillSignedIn,
  allowed("figures.see"),
  async (c) => {
    const asked = v.safeParse(Since, c.req.query());
    if (!asked.success) return problem("malformed");
    const { meter, database, now } = c.env.world;
    const [day, figures, bytes] = await Promise.all([
      meter.day(asked.output.since),
      meter.read(),
      databaseBytes(database),
    ]);
    if (!day.ok) return problem(day.refusal);
    if (!figures.ok) return problem(figures.refusal);
    const { connections, awake, archiveLagSeconds, stored } = figures.value;
    const facts = { connections, awake, archiveLagSeconds, stored, databaseBytes: bytes };
    const current = { at: now(), ...facts };
    const secondsBounds = [...HISTOGRAMS.command_seconds.bounds];
    return c.json({ now: current, stepMs: STEP_MS, secondsBounds, steps: day.value }, 200);
  },
);

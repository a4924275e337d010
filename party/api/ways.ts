import { Hono } from "hono";
import { removePassword, waysOf } from "#db/ways.ts";
import { notify } from "../mail/notify.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

/** How one signs in, and the end of one of the ways. */
export const wayRoutes = new Hono<ApiEnv>()
  .get("/api/ways", signedIn, stillSignedIn, async (c) => {
    return c.json(await waysOf(c.env.world.database, c.var.signedIn.author.person), 200);
  })
  .delete("/api/password", signedIn, stillSignedIn, provedRecently, async (c) => {
    const { world } = c.env;
    const { person, session } = c.var.signedIn.author;
    const removing = { person, keep: session, now: world.now() };
    const removed = await removePassword(world.database, removing);
    if (!removed.ok) return problem(removed.why);
    await tellRooms(world, person, removed.ended);
    notify(world, person, "password_removed");
    return c.body(null, 204);
  });

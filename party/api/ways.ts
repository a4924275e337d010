import { Hono } from "hono";
import { removePassword, waysOf } from "#db/ways.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { removeWay } from "./remove-way.ts";
import type { ApiEnv } from "./world.ts";

/** How one signs in, and the end of one of the ways. */
export const wayRoutes = new Hono<ApiEnv>()
  .get("/api/ways", signedIn, stillSignedIn, async (c) => {
    return c.json(await waysOf(c.env.world.database, c.var.signedIn.author.person), 200);
  })
  .delete("/api/password", signedIn, stillSignedIn, provedRecently, (c) =>
    removeWay(c, "password_removed", (removing) => removePassword(c.env.world.database, removing)),
  );

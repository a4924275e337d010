import { Hono } from "hono";
import { deleteAccount } from "#db/departure.ts";
import { endedCookie } from "../auth/refresh-cookie.ts";
import { log } from "../log.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { isSecure } from "./origin.ts";
import { problem } from "./problem.ts";
import { tellDeparture } from "./tell-erasures.ts";
import type { ApiEnv } from "./world.ts";

/** The end of an account (docs/decisions/0029-erasure.md). */
export const departureRoutes = new Hono<ApiEnv>().delete(
  "/api/account",
  signedIn,
  stillSignedIn,
  provedRecently,
  async (c) => {
    const { world } = c.env;
    const { person } = c.var.signedIn.author;
    const ended = await deleteAccount(world.database, person, world.now());
    if (ended === null) return problem("last_owner");
    await tellDeparture(world, person, ended).catch((error: unknown) => {
      // It is done, and other people's refreshes tell the rooms and the inbox.
      log.failure("departure.not_told", error);
    });
    c.header("Set-Cookie", endedCookie(isSecure(c)));
    return c.body(null, 204);
  },
);

import { Hono } from "hono";
import { devicesOf, endDevices, type Which } from "#db/devices.ts";
import { endedCookie } from "../auth/refresh-cookie.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { isSecure } from "./origin.ts";
import { problem } from "./problem.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

/** Where one is signed in, and signing out there. */
export const deviceRoutes = new Hono<ApiEnv>()
  .get("/api/devices", signedIn, stillSignedIn, async (c) => {
    const { database, now } = c.env.world;
    const { person, session } = c.var.signedIn.author;
    const devices = await devicesOf(database, person, now());
    return c.json({ devices: devices.map((each) => ({ ...each, isThis: each.id === session })) });
  })
  .delete("/api/devices/:which", signedIn, stillSignedIn, async (c) => {
    const { world } = c.env;
    const { person, session } = c.var.signedIn.author;
    const which = whichOf(c.req.param("which"), session);
    const ended = await endDevices(world.database, person, which, world.now());
    // Somebody else's looks like none at all.
    if (ended.length === 0 && typeof which === "object" && "id" in which)
      return problem("not_found");
    await tellRooms(world, person, ended);
    if (ended.includes(session)) c.header("Set-Cookie", endedCookie(isSecure(c)));
    return c.body(null, 204);
  });

/** `others`, `all`, or one of them by its id. */
function whichOf(named: string, own: string): Which {
  if (named === "all") return "all";
  return named === "others" ? { butNot: own } : { id: named };
}

import { Hono } from "hono";
import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { issueTicket } from "../auth/ticket.ts";
import { perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const Wish = v.variant("party", [
  v.strictObject({ party: v.literal("room"), id: RoomId }),
  v.strictObject({ party: v.literal("inbox"), id: PersonId }),
  v.strictObject({ party: v.literal("notes"), id: RoomId }),
]);

/** Works without the database: chat goes on while that is away. */
export const ticketRoutes = new Hono<ApiEnv>().post(
  "/api/tickets",
  signedIn,
  perPerson("ticketsPerMinute"),
  body(Wish),
  async (c) => {
    const { rooms, keys, now } = c.env.world;
    const door = c.req.valid("json");
    const { author, expiresAt } = c.var.signedIn;
    if (door.party === "inbox") {
      if (door.id !== author.person) return problem("not_found");
    } else {
      // Whoever is in a room may be in its note.
      const may = await rooms.mayEnter(door.id, author);
      if (!may.ok) return problem(may.refusal);
    }
    const ticket = await issueTicket(keys, door, { author, sessionExpiresAt: expiresAt }, now());
    return c.json({ ticket, expiresAt }, 200);
  },
);

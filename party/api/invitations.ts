import { Hono } from "hono";
import * as v from "valibot";
import { invitable, invitedTo } from "#db/invitations.ts";
import { isInRoom } from "#db/profiles.ts";
import { MemberInvite } from "#protocol/commands.ts";
import { INVITATIONS_PER_HOUR } from "#protocol/limits.ts";
import { perPersonAnHour } from "./at-most.ts";
import { body } from "./body.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import { commandRoom } from "./room-command.ts";
import type { ApiEnv } from "./world.ts";

const Invitations = v.pick(MemberInvite, ["id", "people"]);

/** Asks people of the community into a room (docs/decisions/0051). Taking one back, or declining it, is a command to the room. */
export const invitationRoutes = new Hono<ApiEnv>()
  .get(
    "/api/rooms/:room/invitations",
    signedIn,
    stillSignedIn,
    allowed("people.list"),
    roomInAddress,
    async (c) => {
      const { database } = c.env.world;
      const { room } = c.req.valid("param");
      if (!(await isInRoom(database, c.var.signedIn.author.person, room)))
        return problem("not_member");
      return c.json({ invited: await invitedTo(database, room) }, 200);
    },
  )
  .post(
    "/api/rooms/:room/invitations",
    signedIn,
    stillSignedIn,
    allowed("room.invite"),
    roomInAddress,
    body(Invitations),
    perPersonAnHour("invitations", INVITATIONS_PER_HOUR),
    async (c) => {
      const { world } = c.env;
      const { room } = c.req.valid("param");
      const { id, people } = c.req.valid("json");
      const known = await invitable(world.database, people);
      if (people.some((person) => !known.has(person))) return problem("no_such_person");
      const guests = people.filter((person) => known.get(person) === "guest");
      const command = {
        type: "member.invite",
        id,
        people,
        ...(guests.length > 0 && { guests }),
      } as const;
      const done = await commandRoom(world, room, c.var.signedIn.author, command);
      // Whoever is in already, or asked, need not be asked: what was wished for is so.
      if (!done.ok && done.refusal.code === "no_change") return c.json({ invited: [] }, 200);
      if (!done.ok) return problem(done.refusal);
      const [event] = done.value.events;
      return c.json({ invited: event?.type === "member.invited" ? event.people : [] }, 200);
    },
  );

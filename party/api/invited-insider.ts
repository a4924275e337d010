import { Hono } from "hono";
import * as v from "valibot";
import { lookAtInvite } from "#db/invites.ts";
import { giveUseBack, spendOnInsider } from "#db/joining.ts";
import { may } from "#protocol/roles.ts";
import { hashOf } from "../auth/secret.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { commandRoom } from "./room-command.ts";
import { newCommandId, tellRoom } from "./tell-room.ts";
import type { ApiEnv } from "./world.ts";

/**
 * An invite into a room, used by someone who is in the community already: how a guest comes into another room, or back into one.
 * Whoever may join by themselves needs none, and nothing is spent on them.
 */
export const invitedInsiderRoutes = new Hono<ApiEnv>().post(
  "/api/invites/follow",
  perAddress("inviteLooksPerMinute"),
  signedIn,
  stillSignedIn,
  body(v.strictObject({ token: v.string() })),
  async (c) => {
    const { world } = c.env;
    const { database, rooms, now } = world;
    const { author } = c.var.signedIn;
    const tokenHash = await hashOf(c.req.valid("json").token);
    const look = await lookAtInvite(database, tokenHash, now());
    if (look === "closed") return problem("joining_closed");
    if (!look?.room) return problem("invite_invalid");
    const { room, emailDomain } = look;
    const entered = await rooms.mayEnter(room, author);
    if (entered.ok) return c.json({ room }, 200);
    // A room that does not say whether they are in it could not let them in either: a use would be spent on nothing.
    if (entered.refusal.code !== "not_member") return problem(entered.refusal);
    const takesUse = !may(author.role, "room.join");
    if (takesUse) {
      // Whose address is whose was proved for newcomers only.
      if (emailDomain !== null) return problem("not_allowed");
      if (!(await spendOnInsider(database, tokenHash, now()))) return problem("invite_invalid");
    }
    const id = newCommandId(now());
    const invited = { ...author, isInvited: true };
    // By one id: a room whose answer was lost says the next time what became of it.
    const joined = await tellRoom(() =>
      commandRoom(world, room, invited, { type: "room.join", id }),
    );
    if (joined.ok) return c.json({ room }, 200);
    const { code } = joined.refusal;
    // Of one that did not answer at all nobody knows whether they are in, and two must not come by one use.
    if (takesUse && code !== "unavailable") await giveUseBack(database, tokenHash);
    return code === "already_member" ? c.json({ room }, 200) : problem(joined.refusal);
  },
);

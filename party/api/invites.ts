import { Hono } from "hono";
import * as v from "valibot";
import { addInvite, lookAtInvite, openInvites, revokeInvite } from "#db/invites.ts";
import { hashOf, newSecret } from "../auth/secret.ts";
import { RoomId } from "#protocol/ids.ts";
import { INVITE_DAYS, INVITE_USES } from "#protocol/limits.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const DAY_MS = 24 * 60 * 60_000;
const MAX_DAYS = 30;
const MAX_USES = 1_000;

const NewInvite = v.strictObject({
  role: v.optional(v.picklist(["member", "guest"]), "member"),
  room: v.optional(v.nullable(RoomId), null),
  maxUses: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_USES)),
    INVITE_USES,
  ),
  days: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_DAYS)),
    INVITE_DAYS,
  ),
});

export const inviteRoutes = new Hono<ApiEnv>()
  .post(
    "/api/invites/look",
    perAddress("inviteLooksPerMinute"),
    body(v.strictObject({ token: v.string() })),
    async (c) => {
      const { database, now } = c.env.world;
      const look = await lookAtInvite(database, await hashOf(c.req.valid("json").token), now());
      if (!look) return problem("invite_invalid");
      const { room: _, ...told } = look;
      return c.json(told, 200);
    },
  )
  .post(
    "/api/invites",
    signedIn,
    stillSignedIn,
    allowed("invite.make"),
    body(NewInvite),
    async (c) => {
      const { database, now } = c.env.world;
      const { role, room, maxUses, days } = c.req.valid("json");
      const [id, token, at] = [crypto.randomUUID(), newSecret(), now()];
      const expiresAt = at + days * DAY_MS;
      const by = c.var.signedIn.author.person;
      const tokenHash = await hashOf(token);
      const terms = { role, room, emailDomain: null };
      await addInvite(database, { id, tokenHash, by, ...terms, maxUses, expiresAt }, at);
      return c.json({ id, token, expiresAt, maxUses }, 201);
    },
  )
  .get("/api/invites", signedIn, stillSignedIn, allowed("invite.list"), async (c) => {
    const { database, now } = c.env.world;
    return c.json({ invites: await openInvites(database, now()) }, 200);
  })
  .delete("/api/invites/:id", signedIn, stillSignedIn, allowed("invite.revoke"), async (c) => {
    const { database, now } = c.env.world;
    await revokeInvite(database, c.req.param("id"), now());
    return c.body(null, 204);
  });

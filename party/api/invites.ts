import { Hono } from "hono";
import * as v from "valibot";
import { addInvite, lookAtInvite, openInvites, revokeInvite } from "#db/invites.ts";
import { hashOf, newSecret } from "../auth/secret.ts";
import { RoomId } from "#protocol/ids.ts";
import { INVITE_DAYS, INVITE_USES, MAX_INVITE_DAYS, MAX_INVITE_USES } from "#protocol/limits.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const DAY_MS = 24 * 60 * 60_000;

const NewInvite = v.strictObject({
  role: v.optional(v.picklist(["member", "guest"]), "member"),
  room: v.optional(v.nullable(RoomId), null),
  emailDomain: v.optional(v.nullable(v.string()), null),
  maxUses: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INVITE_USES)),
    INVITE_USES,
  ),
  days: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INVITE_DAYS)),
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
      if (look === "closed") return problem("joining_closed");
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
      const { database, rooms, now } = c.env.world;
      const { role, room, maxUses, days, ...wish } = c.req.valid("json");
      const emailDomain = wish.emailDomain === null ? null : plainDomain(wish.emailDomain);
      if (wish.emailDomain !== null && emailDomain === null) return problem("domain_invalid");
      if (role === "guest" && room === null) return problem("guest_needs_room");
      // Whoever opens a room to others has to be in it. Only the room knows.
      const isInside = room === null ? null : await rooms.mayEnter(room, c.var.signedIn.author);
      if (isInside && !isInside.ok) return problem(isInside.refusal);
      const [id, token, at] = [crypto.randomUUID(), newSecret(), now()];
      const expiresAt = at + days * DAY_MS;
      const by = c.var.signedIn.author.person;
      const tokenHash = await hashOf(token);
      const terms = { role, room, emailDomain };
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

/** Labels of letters, digits and inner hyphens, and two of them at least; other alphabets in their form for wires (xn--). */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;
const MAX_DOMAIN_LENGTH = 253;

/** "example.org", also from "@Example.org "; null when it is none. */
function plainDomain(written: string): string | null {
  const domain = written.trim().replace(/^@/, "").toLowerCase();
  return domain.length <= MAX_DOMAIN_LENGTH && DOMAIN.test(domain) ? domain : null;
}

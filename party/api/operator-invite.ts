import { Hono } from "hono";
import * as v from "valibot";
import { actingOwner } from "#db/community.ts";
import { addInvite } from "#db/invites.ts";
import { hashOf, newSecret } from "../auth/secret.ts";
import { log } from "../log.ts";
import { body } from "./body.ts";
import { operatorOnly } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** Long enough for a test of the whole to begin, too short to be found later in a terminal or a log. */
const LASTS_MS = 10 * 60_000;

/** An invite for one newcomer, in an owner's name: how the operator's test of a running server comes in (scripts/smoke.ts). */
export const operatorInviteRoutes = new Hono<ApiEnv>().post(
  "/api/operator/invites",
  operatorOnly,
  body(v.strictObject({})),
  async (c) => {
    const { database, now } = c.env.world;
    const owner = await actingOwner(database);
    if (!owner) return problem("community_missing");
    const [id, token, at] = [crypto.randomUUID(), newSecret(), now()];
    const terms = { role: "member", room: null, emailDomain: null } as const;
    const expiresAt = at + LASTS_MS;
    const invite = { id, tokenHash: await hashOf(token), by: owner.id, ...terms, maxUses: 1 };
    await addInvite(database, { ...invite, expiresAt }, at);
    log.fact("operator.invite", { invite: id });
    return c.json({ token, expiresAt }, 201);
  },
);

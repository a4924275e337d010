import type { Context } from "hono";
import { liveSession, noteProof } from "#db/devices.ts";
import { accountByIdentity, linkIdentity } from "#db/identities.ts";
import { notify } from "../../mail/notify.ts";
import { problem } from "../problem.ts";
import type { ApiEnv } from "../world.ts";
import type { Visit } from "./ceremonies.ts";
import { describe } from "./describe.ts";
import type { Returned } from "./returned.ts";

type Purpose = NonNullable<Visit["purpose"]>;

/** What someone came back for who had left signed in. A navigation shows no token; what counts is who left. */
export async function linkOrProve(
  c: Context<ApiEnv>,
  { provider, visit, visitor }: Returned,
  { why, person, session }: Purpose,
) {
  const { database, now } = c.env.world;
  if (!(await liveSession(database, person, session, now()))) return problem("unauthenticated");
  const identity = { issuer: provider.issuer, subject: visitor.subject };
  if (why === "prove") {
    const owner = await accountByIdentity(database, identity);
    if (owner?.id !== person) return problem("provider_failed");
    await noteProof(database, session, now());
  } else {
    const told = await describe(visitor);
    if (!told) return problem("provider_failed");
    const linked = { ...identity, label: told.label };
    if (!(await linkIdentity(database, linked, { person, session }, now())))
      return problem("identity_taken");
    notify(c.env.world, person, "identity_linked");
  }
  return c.redirect(visit.returnTo, 303);
}

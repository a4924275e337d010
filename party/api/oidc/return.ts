import { Hono, type Context } from "hono";
import { endVisit } from "../../auth/oidc/visit.ts";
import { isSame } from "../../auth/secret.ts";
import { readVisitCookies, type VisitCookie } from "../../auth/visit-cookie.ts";
import { perAddress } from "../at-most.ts";
import { problem } from "../problem.ts";
import type { ApiEnv } from "../world.ts";
import { takeVisit } from "./ceremonies.ts";
import { providerOf, stateOf } from "./depart.ts";
import { enterOrArrive } from "./enter-or-arrive.ts";
import { landCalmly } from "./landing.ts";
import { linkOrProve } from "./link-or-prove.ts";
import type { Returned } from "./returned.ts";

/** Where providers send people back to. It is a page that loads, so every answer leads on to a page of ours. */
export const returnRoutes = new Hono<ApiEnv>().get(
  "/api/oidc/:provider/return",
  landCalmly,
  perAddress("providerVisitsPerMinute"),
  async (c) => {
    const returned = await whoReturned(c, c.req.param("provider"));
    // One answer, whatever was wrong: a forged token, a replay, another browser, or a change of mind.
    if (!returned) return problem("provider_failed");
    const { purpose } = returned.visit;
    return purpose === null ? enterOrArrive(c, returned) : linkOrProve(c, returned, purpose);
  },
);

async function whoReturned(c: Context<ApiEnv>, id: string): Promise<Returned | null> {
  const { world } = c.env;
  const provider = providerOf(world.env, id);
  const state = c.req.query("state") ?? "";
  const cookie = await cookieFor(state, c.req.header("Cookie"));
  if (!provider || !cookie) return null;
  const visit = await takeVisit(world, cookie.secret);
  if (!visit || visit.provider !== provider.id) return null;
  const { keepsakes } = visit;
  // On https the name of the cookie keeps others of the same domain from planting one.
  if (keepsakes.origin.startsWith("https:") !== cookie.isSecure) return null;
  const { search } = new URL(c.req.url);
  const expected = { state: await stateOf(cookie.secret), keepsakes, now: world.now() };
  const visitor = await endVisit(provider, search, expected);
  return visitor && { provider, visit, visitor, cookie };
}

async function cookieFor(
  state: string,
  header: string | undefined,
): Promise<VisitCookie | undefined> {
  for (const cookie of readVisitCookies(header)) {
    if (isSame(state, await stateOf(cookie.secret))) return cookie;
  }
  return undefined;
}

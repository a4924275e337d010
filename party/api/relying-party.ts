import type { Context } from "hono";
import { refusal } from "#protocol/refusals.ts";
import type { RelyingParty } from "../auth/passkeys.ts";
import type { Answer } from "../rooms.ts";
import type { ApiEnv } from "./world.ts";

/**
 * Whose passkeys this page makes and uses: the page's own origin, which has to be one of the community's and has to be said, and its
 * host, or the domain above it that the operator has named.
 */
export function relyingPartyOf(c: Context<ApiEnv>): Answer<RelyingParty> {
  const { ORIGINS, RP_ID } = c.env.world.env;
  const origin = c.req.header("Origin") ?? "";
  if (!ORIGINS.includes(origin)) return { ok: false, refusal: refusal("origin_forbidden") };
  const { hostname } = new URL(origin);
  const isBelow = RP_ID !== "" && (hostname === RP_ID || hostname.endsWith(`.${RP_ID}`));
  // An address for this machine alone stands beside the published one, and browsers would refuse it another's domain.
  return { ok: true, value: { origin, id: isBelow ? RP_ID : hostname } };
}

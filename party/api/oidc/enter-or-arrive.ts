import type { Context } from "hono";
import type { Account } from "#db/accounts.ts";
import { accountByIdentity, noteIdentityUse, type IdentityKey } from "#db/identities.ts";
import { refreshCookie } from "../../auth/refresh-cookie.ts";
import { newSecret } from "../../auth/secret.ts";
import { visitCookie } from "../../auth/visit-cookie.ts";
import { beginHere } from "../enter.ts";
import { problem } from "../problem.ts";
import type { ApiEnv } from "../world.ts";
import { keepArrival } from "./ceremonies.ts";
import { describe } from "./describe.ts";
import { ARRIVAL_PAGE } from "./landing.ts";
import type { Returned } from "./returned.ts";
import { wayIn } from "./way-in.ts";

/** Signs in whoever is known here, and asks a newcomer who may come in what to call them. */
export async function enterOrArrive(c: Context<ApiEnv>, returned: Returned) {
  const { database } = c.env.world;
  const { provider, visitor } = returned;
  const identity = { issuer: provider.issuer, subject: visitor.subject };
  const account = await accountByIdentity(database, identity);
  return account ? enter(c, returned, account, identity) : arrive(c, returned);
}

/**
 * The browser keeps the strict cookie although another site began this navigation, because it loads a page; it only does not send it
 * along yet. The page that loads then asks for a token by itself, as after any reload.
 */
async function enter(
  c: Context<ApiEnv>,
  { visit, cookie: { isSecure } }: Returned,
  account: Account,
  identity: IdentityKey,
) {
  const { database, now } = c.env.world;
  const begun = await beginHere(c, account);
  if (!begun) return problem(account.isBanned ? "banned" : "provider_failed");
  await noteIdentityUse(database, identity, now());
  const { session, token } = begun;
  const lasting = { isSecure, now: now(), expiresAt: session.expiresAt };
  c.header("Set-Cookie", refreshCookie(token, lasting));
  return c.redirect(visit.returnTo, 303);
}

async function arrive(c: Context<ApiEnv>, { provider, visit, visitor, cookie }: Returned) {
  const { world } = c.env;
  const told = await describe(visitor);
  if (!told) return problem("provider_failed");
  const { invite } = visit;
  const way = await wayIn(world, invite, told.email);
  if (!way.ok) return problem(way.refusal);
  const secret = newSecret();
  await keepArrival(world, secret, {
    provider: provider.id,
    subject: visitor.subject,
    ...told,
    ...(invite === undefined ? {} : { invite }),
  });
  c.header("Set-Cookie", visitCookie({ secret, isSecure: cookie.isSecure }));
  return c.redirect(ARRIVAL_PAGE, 303);
}

import type { Context } from "hono";
import type { Account } from "#db/accounts.ts";
import { startSession, type NewSession } from "#db/sessions.ts";
import type { PersonId } from "#protocol/ids.ts";
import { beginSession } from "../auth/refresh-token.ts";
import { deviceLabel } from "./device.ts";
import { placeOf } from "./place.ts";
import { problem } from "./problem.ts";
import { answerSession } from "./session-answer.ts";
import type { ApiEnv } from "./world.ts";

/** A session for this person on the device that asks, not stored yet, and the token that the browser gets. */
export async function sessionHere(
  c: Context<ApiEnv>,
  person: PersonId,
): Promise<{ session: NewSession; token: string }> {
  const { env, now } = c.env.world;
  const device = deviceLabel(c.req.header("User-Agent"));
  const place = placeOf(c.req.raw, env);
  const begun = await beginSession(env.REFRESH_SECRET, { person, device, place, now: now() });
  c.set("who", { person, session: begun.session.id });
  return begun;
}

/** Signs someone in here who has proved who they are, by whichever way, and answers with the session and what else there is to say. */
export async function enterAs(
  c: Context<ApiEnv>,
  account: Account,
  also: { waysRemoved?: true } = {},
) {
  const begun = await beginHere(c, account);
  if (!begun) return problem(account.isBanned ? "banned" : "sign_in_failed");
  const { session, token } = begun;
  const person = { ...account, version: account.sessionVersion };
  const answer = await answerSession(c, { session, refreshToken: token, person });
  return c.json({ ...answer, ...also }, 201);
}

/** The session alone, for an answer of one's own; null when they are banned, or what let them in has gone meanwhile. */
export async function beginHere(
  c: Context<ApiEnv>,
  account: Account,
): Promise<{ session: NewSession; token: string } | null> {
  const { database, now } = c.env.world;
  const begun = await sessionHere(c, account.id);
  // Told only to whoever could sign in otherwise: to all others nothing is said about an account.
  const { isBanned, sessionVersion } = account;
  const isIn = !isBanned && (await startSession(database, begun.session, sessionVersion, now()));
  return isIn ? begun : null;
}

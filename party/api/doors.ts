import type { Context, MiddlewareHandler } from "hono";
import { liveSession } from "#db/devices.ts";
import { may, type Permission } from "#protocol/roles.ts";
import { checkAccessToken } from "../auth/access-token.ts";
import { isSame } from "../auth/secret.ts";
import { isOperatorToken } from "../auth/operator-token.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** How long someone who has shown that it is them need not do so again (security.md §1.5). */
const PROOF_LASTS_MS = 5 * 60_000;

/** Lets in who holds an access token, and remembers who it is as `c.var.signedIn`. Asks no database: chat goes on while that is away. */
export const signedIn: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { keys, now } = context.env.world;
  const token = await checkAccessToken(keys, bearer(context), now());
  if (!token) return problem("unauthenticated");
  context.set("signedIn", token);
  return next();
};

/**
 * Refuses a token whose session has ended (it is good for minutes more), and puts what its person is called and is by now in the
 * place of what the token says. Comes after `signedIn`; wherever the database is needed anyway, it is there.
 */
export const stillSignedIn: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { database, now } = context.env.world;
  const { author, expiresAt } = context.var.signedIn;
  const live = await liveSession(database, author.person, author.session, now());
  if (!live) return problem("unauthenticated");
  const { name, role, provedAt } = live;
  context.set("signedIn", { author: { ...author, name, role }, expiresAt });
  context.set("provedAt", provedAt);
  return next();
};

/** Lets in whoever's role allows this (protocol/roles.ts). Comes after `stillSignedIn`. */
export function allowed(what: Permission): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (!may(context.var.signedIn.author.role, what)) return problem("not_allowed");
    return next();
  };
}

/** Whether they have shown within minutes that it is them, by signing in or by a proof. Comes after `stillSignedIn`. */
export function hasProvedRecently(context: Context<ApiEnv>): boolean {
  return context.env.world.now() - context.var.provedAt < PROOF_LASTS_MS;
}

/** Lets in whoever has. Comes after `stillSignedIn`. */
export const provedRecently: MiddlewareHandler<ApiEnv> = async (c, next) =>
  hasProvedRecently(c) ? next() : problem("proof_needed");

/** Lets in the operator's command line. */
export const operatorOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { keys, now } = context.env.world;
  if (!(await isOperatorToken(keys, bearer(context), now()))) return problem("unauthenticated");
  return next();
};

/** Lets in whoever watches this server. Where nobody may, nothing is here. */
export const watcherOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { METRICS_TOKEN } = context.env.world.env;
  if (METRICS_TOKEN === undefined) return problem("not_found");
  if (!isSame(bearer(context), METRICS_TOKEN)) return problem("unauthenticated");
  return next();
};

function bearer(context: Context<ApiEnv>): string {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(context.req.header("Authorization") ?? "") ?? [];
  return token ?? "";
}

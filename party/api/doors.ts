import type { Context, MiddlewareHandler } from "hono";
import { isSignedIn } from "#db/devices.ts";
import { checkAccessToken } from "../auth/access-token.ts";
import { isOperatorToken } from "../auth/operator-token.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** Lets in who holds an access token, and remembers who it is as `c.var.signedIn`. */
export const signedIn: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { keys, now } = context.env.world;
  const token = await checkAccessToken(keys, bearer(context), now());
  if (!token) return problem("unauthenticated");
  context.set("signedIn", token);
  return next();
};

/**
 * Refuses a token whose session has ended: it is good for minutes more, and must not decide about other sessions. Comes after
 * `signedIn`, and asks the database.
 */
export const stillSignedIn: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { database, now } = context.env.world;
  const { person, session } = context.var.signedIn.author;
  if (!(await isSignedIn(database, person, session, now()))) return problem("unauthenticated");
  return next();
};

/** Lets in the community's owners only. Comes after `signedIn`. */
export const ownersOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  if (context.var.signedIn.author.role !== "owner") return problem("not_allowed");
  return next();
};

/** Lets in the operator's command line. */
export const operatorOnly: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { keys, now } = context.env.world;
  if (!(await isOperatorToken(keys, bearer(context), now()))) return problem("unauthenticated");
  return next();
};

function bearer(context: Context<ApiEnv>): string {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(context.req.header("Authorization") ?? "") ?? [];
  return token ?? "";
}

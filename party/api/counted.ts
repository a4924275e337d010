import type { Context, MiddlewareHandler } from "hono";
import { codeOf } from "./security-log.ts";
import type { ApiEnv } from "./world.ts";

/** The ways to sign in, by the request that ends them. */
const SIGN_INS: Readonly<Record<string, string>> = {
  "POST /api/session": "password",
  "POST /api/session/passkey": "passkey",
  "POST /api/session/recovery": "recovery",
  "POST /api/mail/sign-in/link": "mail",
  "POST /api/mail/sign-in/code": "mail",
};
/** `/api/rooms/:room/read`: the first word is enough to see what is slow or fails, and there are few of them. */
const FIRST_WORD = /^\/(?:api\/|\.)?([\w-]+)/;

/** Counts requests, what they were refused with, how long they took, and who came in. */
export const counted: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { counts, now } = context.env.world;
  const began = now();
  await next();
  const { method, routePath } = context.req;
  const { status } = context.res;
  const [, route = "none"] = FIRST_WORD.exec(routePath) ?? [];
  counts.add("http_requests", `${route}|${Math.floor(status / 100)}xx`);
  counts.observe("http_request_seconds", Math.max(0, now() - began) / 1_000);
  if (status >= 400) counts.add("refusals", `api|${await codeOf(context.res)}`);
  const way = SIGN_INS[`${method} ${routePath}`];
  if (way !== undefined && status < 500)
    counts.add("sign_ins", `${way}|${status < 400 ? "ok" : "failed"}`);
  if (routePath === "/api/oidc/:provider/return") {
    const outcome = outcomeOfVisit(context);
    if (outcome !== null) counts.add("sign_ins", `provider|${outcome}`);
  }
};

/** Null where somebody came who has no account yet, or for something else than to sign in. */
function outcomeOfVisit({ res, var: known }: Context<ApiEnv>): "ok" | "failed" | null {
  const leadsTo = res.headers.get("Location") ?? "";
  if (known.who) return "ok";
  const isRefused = leadsTo.includes("/provider#") && !leadsTo.endsWith("#welcome");
  return isRefused ? "failed" : null;
}

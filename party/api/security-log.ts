import type { Context, MiddlewareHandler } from "hono";
import * as v from "valibot";
import { log, type LogFacts } from "../log.ts";
import type { ApiEnv } from "./world.ts";

/** What people do all day. It is in the rooms' own logs, or says nothing about who may do what. */
const EVERYDAY: ReadonlySet<string> = new Set([
  "POST /api/session/refresh",
  "POST /api/tickets",
  "POST /api/rooms/:room/commands",
  "POST /api/rooms/:room/typing",
  "POST /api/rooms/:room/read",
  "POST /api/invites/look",
  // Every open sign-in page asks for one.
  "POST /api/session/passkey/challenge",
]);

const READS: readonly string[] = ["GET", "HEAD"];

/** Reads that matter: they sign in, link accounts, or hand out all that is someone's. */
const READS_THAT_MATTER: ReadonlySet<string> = new Set([
  "GET /api/oidc/:provider/return",
  "GET /api/account/export",
]);

/** Not understood, not known, not allowed, not there, too large, too often: the ways to be turned away. */
const TURNED_AWAY: readonly number[] = [400, 401, 403, 404, 413, 429];

/** What a route without a row of its own is called. */
const NOWHERE = "/*";

/**
 * Tells the log who came in and who did not, and who changed what about accounts, people and the community. A new endpoint is told of
 * unless it is named above. Ids and codes only: no name, no mail address, no network address, no body.
 */
export const recorded: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const { method, routePath } = context.req;
  const route = routePath === NOWHERE ? "none" : routePath;
  const { status } = context.res;
  if (TURNED_AWAY.includes(status)) {
    const code = await codeOf(context.res);
    // Scanners ask for addresses by the thousand that nobody has.
    if (code === "not_found" && routePath === NOWHERE) return;
    log.fact("access.refused", { method, route, code, ...who(context), ...what(context) });
    return;
  }
  const wish = `${method} ${route}`;
  const matters = !READS.includes(method) || READS_THAT_MATTER.has(wish);
  if (status < 400 && matters && !EVERYDAY.has(wish))
    log.fact("access.used", { method, route, ...who(context), ...what(context) });
};

const Refused = v.object({ code: v.string() });

/** The code of a refusal, from its body. */
export async function codeOf(answer: Response): Promise<string> {
  const parsed = v.safeParse(
    Refused,
    await answer
      .clone()
      .json()
      .catch(() => null),
  );
  return parsed.success ? parsed.output.code : "unknown";
}

/** Whoever is signed in, has just come in or has just left; of a sign-in that failed, a seal of the account that was tried. */
function who({ var: known, res: { status } }: Context<ApiEnv>): LogFacts {
  const { signedIn, tried } = known;
  // A session that was begun and refused is nobody's.
  const { person, session } = (status < 400 && known.who) || signedIn?.author || {};
  return {
    ...(person === undefined ? {} : { person }),
    ...(session === undefined ? {} : { session }),
    ...(tried === undefined ? {} : { tried }),
  };
}

/** What it was about: ids in the address, which never holds a secret. */
function what(context: Context<ApiEnv>): LogFacts {
  const ids = Object.entries(context.req.param());
  return Object.fromEntries(ids.map(([name, id]) => [`about.${name}`, id]));
}

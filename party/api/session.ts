import { Hono } from "hono";
import * as v from "valibot";
import { credentialsOf, foldEmail } from "#db/accounts.ts";
import { isErasureDue } from "#db/erasures.ts";
import { strengthenHash } from "#db/passwords.ts";
import { forgiveAttempts, takeAttempt } from "#db/sign-in-attempts.ts";
import type { Session } from "#db/sessions.ts";
import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import { endedCookie, readRefreshCookie } from "../auth/refresh-cookie.ts";
import {
  hashPassword,
  isOutdated,
  objectionToPassword,
  verifyPassword,
} from "../auth/passwords.ts";
import { endSession, renewSession } from "../auth/refresh-token.ts";
import { sealOf } from "../auth/secret.ts";
import { log } from "../log.ts";
import { notify } from "../mail/notify.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { enterAs } from "./enter.ts";
import { isSecure, sameOriginOnly } from "./origin.ts";
import { problem } from "./problem.ts";
import { answerSession } from "./session-answer.ts";
import { tellErasures } from "./tell-erasures.ts";
import { tellName } from "./tell-name.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv, World } from "./world.ts";

const SignIn = v.strictObject({ email: v.string(), password: v.string() });

export const sessionRoutes = new Hono<ApiEnv>()
  .post("/api/session", perAddress("signInsPerMinute"), body(SignIn), async (c) => {
    const { world } = c.env;
    const { email, password } = c.req.valid("json");
    // Nobody has such a password, so this tells nothing about any account.
    if (objectionToPassword(password)) return problem("sign_in_failed");
    const key = await sealOf(world.env.REFRESH_SECRET, `attempts.${foldEmail(email)}`);
    c.set("tried", key.slice(0, 12));
    // Before the hash, and for unknown addresses too: neither work nor a hint for whoever guesses.
    const waitMs = await takeAttempt(world.database, key, world.now());
    if (waitMs > 0) return problem(refusal("rate_limited", waitMs));
    const account = await credentialsOf(world.database, email);
    const stored = account?.passwordHash ?? undefined;
    const verified = await verifyPassword(password, stored, world.env);
    if (!verified.ok) return problem(verified.refusal);
    if (!account || stored === undefined || !verified.value) return problem("sign_in_failed");
    await forgiveAttempts(world.database, key);
    if (isOutdated(stored)) await strengthen(world, account.id, stored, password);
    return enterAs(c, account);
  })
  .post("/api/session/refresh", sameOriginOnly, body(v.strictObject({})), async (c) => {
    const { env, database, now } = c.env.world;
    const token = readRefreshCookie(c.req.header("Cookie"), isSecure(c));
    const renewal = token
      ? await renewSession(database, env.REFRESH_SECRET, token, now())
      : ({ ok: false, why: "over" } as const);
    if (!renewal.ok) {
      if (renewal.why === "reused") {
        log.fact("session.reused", { person: renewal.session.person, session: renewal.session.id });
        await tellRooms(c.env.world, renewal.session.person, [renewal.session.id]);
        notify(c.env.world, renewal.session.person, "session_reused");
      }
      const refused = problem("session_expired");
      refused.headers.append("Set-Cookie", endedCookie(isSecure(c)));
      return refused;
    }
    const { session, token: refreshToken } = renewal.value;
    await runErrands(c.env.world, session);
    const { person: id, name, role, version } = session;
    const person = { id, name, role, version };
    return c.json(await answerSession(c, { session, refreshToken, person }), 200);
  })
  .delete("/api/session", sameOriginOnly, async (c) => {
    const { database, now } = c.env.world;
    const token = readRefreshCookie(c.req.header("Cookie"), isSecure(c));
    const ended = token ? await endSession(database, token, now()) : undefined;
    if (ended) {
      c.set("who", { person: ended.person, session: ended.id });
      await tellRooms(c.env.world, ended.person, [ended.id]);
    }
    c.header("Set-Cookie", endedCookie(isSecure(c)));
    return c.body(null, 204);
  });

/** What rooms could not be told when it happened. It must not keep anyone from going on. */
async function runErrands(world: World, session: Session): Promise<void> {
  try {
    if (session.isNameUntold) await tellName(world, session.person);
    if (isErasureDue(session.erasureToldAt, world.now())) await tellErasures(world);
  } catch (error) {
    log.failure("session.errand_failed", error);
  }
}

async function strengthen(
  world: World,
  person: PersonId,
  from: string,
  password: string,
): Promise<void> {
  const stronger = await hashPassword(password, world.env);
  // When the server is busy, the next sign-in will do.
  if (stronger.ok) await strengthenHash(world.database, person, { from, to: stronger.value });
}

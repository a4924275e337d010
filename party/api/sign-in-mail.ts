import { Hono, type Context } from "hono";
import * as v from "valibot";
import { accountOf } from "#db/accounts.ts";
import { useForSigningIn } from "#db/by-mail.ts";
import { allowCode, lookAtMailToken, tryMailCode, type MailToken } from "#db/mail-tokens.ts";
import { hashOf } from "../auth/secret.ts";
import { codeFrom, sealCode } from "../mail/code.ts";
import { mailSignInLink } from "../mail/mail-links.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { enterAs } from "./enter.ts";
import { mailOn } from "./mail-on.ts";
import { isEmail } from "./new-person.ts";
import { sameOriginOnly } from "./origin.ts";
import { problem } from "./problem.ts";
import { isSignedInHere } from "./signed-in-here.ts";
import { tellRooms } from "./tell-rooms.ts";
import { forgottenBrowser, knowBrowser, knownBrowser } from "./this-browser.ts";
import type { ApiEnv } from "./world.ts";

const Link = v.strictObject({ token: v.string() });

/**
 * Signing in by a link in a mail. It works in the browser that asked: whoever makes somebody press a link that they have asked for
 * themselves, or reads it over a shoulder, gets nowhere. Opened elsewhere it gives a code to type in the browser that asked.
 */
export const signInMailRoutes = new Hono<ApiEnv>()
  .post(
    "/api/mail/sign-in",
    mailOn,
    perAddress("mailsPerMinute"),
    sameOriginOnly,
    body(v.strictObject({ email: v.string() })),
    async (c) => {
      const { world } = c.env;
      const { email } = c.req.valid("json");
      if (!isEmail(email)) return problem("email_invalid");
      const browserHash = await knowBrowser(c);
      const asking = c.req.header("Origin");
      world.later(() => mailSignInLink(world, { email, browserHash, asking }));
      return c.body(null, 202);
    },
  )
  .post(
    "/api/mail/sign-in/link",
    perAddress("mailTriesPerMinute"),
    sameOriginOnly,
    body(Link),
    async (c) => {
      const token = await lookAt(c, c.req.valid("json").token);
      if (!token) return problem("link_invalid");
      if (token.browserHash !== (await knownBrowser(c))) return problem("other_browser");
      return (await enterBy(c, token)) ?? problem("link_invalid");
    },
  )
  .post("/api/mail/sign-in/shown-code", perAddress("mailTriesPerMinute"), body(Link), async (c) => {
    const { database, env, now } = c.env.world;
    const { token: secret } = c.req.valid("json");
    const token = await lookAt(c, secret);
    if (!token || token.browserHash === null) return problem("link_invalid");
    // Good only from now on: before anyone has opened the mail there is nothing to guess.
    const code = await codeFrom(env.REFRESH_SECRET, secret);
    const codeHash = await sealCode(env.REFRESH_SECRET, token.browserHash, code);
    await allowCode(database, { hash: token.hash, purpose: "sign_in", codeHash, now: now() });
    return c.json({ code }, 200);
  })
  .post(
    "/api/mail/sign-in/code",
    perAddress("mailTriesPerMinute"),
    sameOriginOnly,
    body(v.strictObject({ code: v.string() })),
    async (c) => {
      const { database, env, now } = c.env.world;
      const browserHash = await knownBrowser(c);
      if (browserHash === undefined) return problem("code_wrong");
      const codeHash = await sealCode(env.REFRESH_SECRET, browserHash, c.req.valid("json").code);
      const tried = { purpose: "sign_in", browserHash, codeHash, now: now() } as const;
      const token = await tryMailCode(database, tried);
      return (token && (await enterBy(c, token))) ?? problem("code_wrong");
    },
  );

async function lookAt(c: Context<ApiEnv>, secret: string): Promise<MailToken | undefined> {
  const { database, now } = c.env.world;
  return lookAtMailToken(database, await hashOf(secret), "sign_in", now());
}

/**
 * Spends it and signs in here, or undefined when somebody was faster. Where nobody had shown before that the address is theirs, it may
 * be somebody else who made the account: they are out from now on.
 */
async function enterBy(c: Context<ApiEnv>, { hash, person }: MailToken) {
  const { world } = c.env;
  const { database, now } = world;
  if (person === null) return undefined;
  const isInside = await isSignedInHere(c, person);
  const used = await useForSigningIn(database, { hash, person, isInside, now: now() });
  if (!used) return undefined;
  await tellRooms(world, person, used.ended);
  const account = await accountOf(database, person);
  if (!account) return undefined;
  const entered = await enterAs(c, account, used.waysRemoved ? { waysRemoved: true } : {});
  // What this browser asked for has been had; whoever uses it next is somebody else to us.
  entered.headers.append("Set-Cookie", forgottenBrowser(c));
  return entered;
}

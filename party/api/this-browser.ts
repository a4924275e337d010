import type { Context } from "hono";
import { browserCookie, endedBrowserCookie, readBrowserCookie } from "../auth/browser-cookie.ts";
import { hashOf } from "../auth/secret.ts";
import { isSecure } from "./origin.ts";
import type { ApiEnv } from "./world.ts";

/** A hash of what only this browser has from now on: nobody is signed in in it, and what it asks for is meant for it alone. */
export function knowBrowser(c: Context<ApiEnv>): Promise<string> {
  const { secret, cookie } = browserCookie(c.req.header("Cookie"), isSecure(c));
  c.header("Set-Cookie", cookie, { append: true });
  return hashOf(secret);
}

/** The same, of a browser that has asked for something before. Undefined: it has not, or too long ago. */
export async function knownBrowser(c: Context<ApiEnv>): Promise<string | undefined> {
  const secret = readBrowserCookie(c.req.header("Cookie"), isSecure(c));
  return secret === undefined ? undefined : hashOf(secret);
}

/** The `Set-Cookie` after which it is a stranger again. */
export function forgottenBrowser(c: Context<ApiEnv>): string {
  return endedBrowserCookie(isSecure(c));
}

import { newSecret } from "./secret.ts";

/** Beside the refresh cookie (cookie.ts), for browsers in which nobody is signed in yet. */
const SECURE_NAME = "__Host-browser";
const PLAIN_NAME = "browser";

/** As long as what is asked for in mails may be used. */
const LASTS_S = 30 * 60;

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What only this browser has, out of its `Cookie` header. */
export function readBrowserCookie(
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  const prefix = `${nameOf(isSecure)}=`;
  const pair = (header ?? "").split(";").find((one) => one.trimStart().startsWith(prefix));
  const value = pair?.trim().slice(prefix.length) ?? "";
  return SECRET.test(value) ? value : undefined;
}

/**
 * The secret of this browser, and the `Set-Cookie` that keeps it. One that is there already stays: the mail before the last has to work
 * as well.
 */
export function browserCookie(
  header: string | undefined,
  isSecure: boolean,
): { secret: string; cookie: string } {
  const secret = readBrowserCookie(header, isSecure) ?? newSecret();
  return { secret, cookie: cookie(secret, isSecure, LASTS_S) };
}

export function endedBrowserCookie(isSecure: boolean): string {
  return cookie("", isSecure, 0);
}

function cookie(value: string, isSecure: boolean, maxAge: number): string {
  const secure = isSecure ? "; Secure" : "";
  return `${nameOf(isSecure)}=${value}; HttpOnly${secure}; SameSite=Strict; Path=/; Max-Age=${maxAge}`;
}

function nameOf(isSecure: boolean): string {
  return isSecure ? SECURE_NAME : PLAIN_NAME;
}

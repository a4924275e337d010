import { readHostCookie, setHostCookie, type HostCookie } from "./host-cookie.ts";
import { newSecret } from "./secret.ts";

/** Beside the refresh cookie, for browsers in which nobody is signed in yet. */
const BROWSER: HostCookie = { name: "browser", sameSite: "Strict" };

/** As long as what is asked for in mails may be used. */
const LASTS_S = 30 * 60;

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What only this browser has, out of its `Cookie` header. */
export function readBrowserCookie(
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  const value = readHostCookie(BROWSER, header, isSecure) ?? "";
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
  return { secret, cookie: setHostCookie(BROWSER, secret, { isSecure, lastsS: LASTS_S }) };
}

export function endedBrowserCookie(isSecure: boolean): string {
  return setHostCookie(BROWSER, "", { isSecure, lastsS: 0 });
}

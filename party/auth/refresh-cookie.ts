import { readHostCookie, setHostCookie, type HostCookie } from "./host-cookie.ts";

const REFRESH: HostCookie = { name: "rt", sameSite: "Strict" };

/** The `Set-Cookie` that gives a browser its refresh token until `expiresAt`. */
export function refreshCookie(
  token: string,
  { isSecure, now, expiresAt }: { isSecure: boolean; now: number; expiresAt: number },
): string {
  const lastsS = Math.max(0, Math.floor((expiresAt - now) / 1_000));
  return setHostCookie(REFRESH, token, { isSecure, lastsS });
}

/** The `Set-Cookie` that takes it away. */
export function endedCookie(isSecure: boolean): string {
  return setHostCookie(REFRESH, "", { isSecure, lastsS: 0 });
}

/** The refresh token in a `Cookie` header. */
export function readRefreshCookie(
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  return readHostCookie(REFRESH, header, isSecure);
}

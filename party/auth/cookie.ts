/** On https the prefix makes browsers insist on Secure, this host and this path; http://localhost has no such thing. */
const SECURE_NAME = "__Host-rt";
const PLAIN_NAME = "rt";

/** The `Set-Cookie` that gives a browser its refresh token until `expiresAt`. */
export function refreshCookie(
  token: string,
  { isSecure, now, expiresAt }: { isSecure: boolean; now: number; expiresAt: number },
): string {
  return cookie(token, isSecure, Math.max(0, Math.floor((expiresAt - now) / 1_000)));
}

/** The `Set-Cookie` that takes it away. */
export function endedCookie(isSecure: boolean): string {
  return cookie("", isSecure, 0);
}

/** The refresh token in a `Cookie` header. */
export function readRefreshCookie(
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  const prefix = `${nameOf(isSecure)}=`;
  const pair = (header ?? "").split(";").find((one) => one.trimStart().startsWith(prefix));
  return pair?.trim().slice(prefix.length);
}

function cookie(value: string, isSecure: boolean, maxAge: number): string {
  const secure = isSecure ? "; Secure" : "";
  return `${nameOf(isSecure)}=${value}; HttpOnly${secure}; SameSite=Strict; Path=/; Max-Age=${maxAge}`;
}

function nameOf(isSecure: boolean): string {
  return isSecure ? SECURE_NAME : PLAIN_NAME;
}

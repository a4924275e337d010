import { CHALLENGE_LASTS_MS } from "#protocol/limits.ts";
import { newSecret } from "./secret.ts";

/** On https the prefix makes browsers insist on Secure, this host and this path; http://localhost has no such thing. */
const SECURE_NAME = "__Host-ceremony";
const PLAIN_NAME = "ceremony";

/** 32 bytes in base64url, as `newSecret` makes them. */
const SECRET = /^[\w-]{43}$/;

/**
 * A secret that only this browser holds, for what begins before anyone is signed in: the one in its `Cookie` header, or undefined.
 * One for all its tabs, so that an answer in one of them voids nothing in another.
 */
export function readCeremonyCookie(
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  const prefix = `${nameOf(isSecure)}=`;
  const pair = (header ?? "").split(";").find((one) => one.trimStart().startsWith(prefix));
  const secret = pair?.trim().slice(prefix.length) ?? "";
  return SECRET.test(secret) ? secret : undefined;
}

/** The secret, a new one if there is none yet, and the `Set-Cookie` that keeps it until the last challenge has run out. */
export function ceremonyCookie(
  known: string | undefined,
  isSecure: boolean,
): { secret: string; setCookie: string } {
  const secret = known ?? newSecret();
  const secure = isSecure ? "; Secure" : "";
  const maxAge = CHALLENGE_LASTS_MS / 1_000;
  const setCookie = `${nameOf(isSecure)}=${secret}; HttpOnly${secure}; SameSite=Strict; Path=/; Max-Age=${maxAge}`;
  return { secret, setCookie };
}

function nameOf(isSecure: boolean): string {
  return isSecure ? SECURE_NAME : PLAIN_NAME;
}

import { parse, serialize } from "hono/utils/cookie";

/**
 * A cookie that no script sees, and that only this host gets. On https its name has the prefix by which browsers insist on that;
 * http://localhost has no such thing.
 */
export type HostCookie = {
  name: string;
  /** Strict, unless the way here begins on another site. */
  sameSite: "Strict" | "Lax";
};

/** The `Set-Cookie` that gives it to a browser for `lastsS` seconds; with 0 seconds it takes it away. */
export function setHostCookie(
  { name, sameSite }: HostCookie,
  value: string,
  { isSecure, lastsS }: { isSecure: boolean; lastsS: number },
): string {
  return serialize(nameOf(name, isSecure), value, {
    httpOnly: true,
    secure: isSecure,
    sameSite,
    path: "/",
    maxAge: lastsS,
  });
}

/** Its value in a `Cookie` header, under the name for this kind of address alone. */
export function readHostCookie(
  { name }: HostCookie,
  header: string | undefined,
  isSecure: boolean,
): string | undefined {
  const full = nameOf(name, isSecure);
  return parse(header ?? "", full)[full];
}

function nameOf(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

import { readHostCookie, setHostCookie, type HostCookie } from "./host-cookie.ts";

/**
 * The cookie that binds a visit to another site to the browser that left for it. It is Lax, not Strict as the refresh cookie is,
 * because the way back begins on the other site: a Strict one would stay at home. It opens nothing by itself.
 */
const VISIT: HostCookie = { name: "visit", sameSite: "Lax" };

/** How long someone may take over there. */
export const VISIT_LASTS_MS = 10 * 60_000;

export type VisitCookie = { secret: string; isSecure: boolean };

export function visitCookie({ secret, isSecure }: VisitCookie): string {
  return setHostCookie(VISIT, secret, { isSecure, lastsS: VISIT_LASTS_MS / 1_000 });
}

/**
 * What a `Cookie` header holds of it, by both names: a navigation does not say an origin, so behind a proxy nobody can tell which
 * one counts before the visit is known.
 */
export function readVisitCookies(header: string | undefined): VisitCookie[] {
  return [true, false].flatMap((isSecure) => {
    const secret = readHostCookie(VISIT, header, isSecure);
    return secret ? [{ secret, isSecure }] : [];
  });
}

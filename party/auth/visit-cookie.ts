/**
 * The cookie that binds a visit to another site to the browser that left for it. It is Lax, not Strict as the refresh cookie is,
 * because the way back begins on the other site: a Strict one would stay at home. It opens nothing by itself.
 */
const SECURE_NAME = "__Host-visit";
const PLAIN_NAME = "visit";

/** How long someone may take over there. */
export const VISIT_LASTS_MS = 10 * 60_000;

export type VisitCookie = { secret: string; isSecure: boolean };

export function visitCookie({ secret, isSecure }: VisitCookie): string {
  const [name, secure] = isSecure ? [SECURE_NAME, "; Secure"] : [PLAIN_NAME, ""];
  const maxAge = VISIT_LASTS_MS / 1_000;
  return `${name}=${secret}; HttpOnly${secure}; SameSite=Lax; Path=/; Max-Age=${maxAge}`;
}

/**
 * What a `Cookie` header holds of it, by both names: a navigation does not say an origin, so behind a proxy nobody can tell which
 * one counts before the visit is known.
 */
export function readVisitCookies(header: string | undefined): VisitCookie[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const [name, secret = ""] = pair.trim().split("=", 2);
    const isOurs = name === SECURE_NAME || name === PLAIN_NAME;
    return isOurs && secret !== "" ? [{ secret, isSecure: name === SECURE_NAME }] : [];
  });
}

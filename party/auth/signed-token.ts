import { jwtVerify, SignJWT } from "jose";
import * as v from "valibot";
import { ALGORITHM, ISSUER, signerAt, type TokenKeys } from "./token-keys.ts";

/** What tells one kind of token from every other. A verifier accepts exactly one pair. */
export type TokenKind = { typ: string; audience: string };

/** Longer than any of ours: nothing larger is decoded. */
const MAX_TOKEN_LENGTH = 4_096;

/** Signs `claims` for `lifetimeMs` from `now` (ms since epoch). */
export async function signToken(
  keys: TokenKeys,
  { typ, audience }: TokenKind,
  claims: Record<string, string | number | null | undefined>,
  { now, lifetimeMs }: { now: number; lifetimeMs: number },
): Promise<{ token: string; expiresAt: number }> {
  const issuedAt = Math.floor(now / 1_000);
  const expires = issuedAt + lifetimeMs / 1_000;
  const { kid, key } = signerAt(keys, now);
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ, kid })
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .sign(key);
  return { token, expiresAt: expires * 1_000 };
}

/**
 * The claims of a token that we signed, of this kind, and that has not run out. Anything else is null, and nobody
 * learns why.
 */
export async function openToken<S extends v.GenericSchema>(
  keys: TokenKeys,
  { typ, audience }: TokenKind,
  claims: S,
  raw: string,
  { now, toleranceMs = 0 }: { now: number; toleranceMs?: number },
): Promise<v.InferOutput<S> | null> {
  if (raw.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { payload } = await jwtVerify(raw, ({ kid }) => trustedKey(keys, kid), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience,
      typ,
      requiredClaims: ["iat", "exp"],
      clockTolerance: toleranceMs / 1_000,
      currentDate: new Date(now),
    });
    const parsed = v.safeParse(claims, payload);
    return parsed.success ? parsed.output : null;
  } catch {
    // Forged, mangled, or over: the same to us.
    return null;
  }
}

// Only our own list: what a header says about keys (jku, jwk, x5u) is never followed.
function trustedKey({ trusted }: TokenKeys, kid: string | undefined): CryptoKey {
  const key = trusted.get(kid ?? "");
  if (!key) throw new Error("no key of that name");
  return key;
}

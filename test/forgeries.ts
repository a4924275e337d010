import { generateKeyPairSync } from "node:crypto";
import { exportJWK, SignJWT } from "jose";
import { ISSUER, type TokenKeys } from "#party/auth/token-keys.ts";

/** A token that would be let in: its kind, and all that its verifier asks for. */
export type GoodToken = { typ: string; aud: string; claims: Record<string, string | number> };

const LIFETIME_S = 30;

/** That token, signed as ours are at `now` (ms since epoch). */
export function sign(keys: TokenKeys, good: GoodToken, now: number): Promise<string> {
  return forge(keys, good, now, {});
}

/** What attackers try in its place: each differs from the good one in one thing. */
export async function forgeries(
  keys: TokenKeys,
  good: GoodToken,
  now: number,
): Promise<Record<string, string>> {
  const at = Math.floor(now / 1_000);
  const change = (changes: Changes) => forge(keys, good, now, changes);
  const whole = await change({});
  const [head, payload, signature = ""] = whole.split(".");
  const unsigned = encode({ alg: "none", typ: good.typ, kid: keys.current.kid });
  const published = keys.jwks.keys.find(({ kid }) => kid === keys.current.kid);
  const publicKey = Buffer.from(published?.x ?? "", "base64url");
  const mine = generateKeyPairSync("ed25519");
  const jwk = { ...(await exportJWK(mine.publicKey)), alg: "EdDSA" };
  const byMe = (header: object) => change({ header, key: mine.privateKey });
  const changedClaims = { ...good.claims, aud: good.aud, iss: ISSUER, iat: at, exp: at + 3_600 };
  const withoutOne = Object.keys(good.claims).map(
    async (claim) => [`no ${claim}`, await change({ claims: { [claim]: undefined } })] as const,
  );
  return {
    "alg none": `${unsigned}.${payload}.`,
    "alg none with a signature": `${unsigned}.${payload}.${signature}`,
    "HS256 with the public key": await change({ header: { alg: "HS256" }, key: publicKey }),
    "HS256 with the public key as published": await change({
      header: { alg: "HS256" },
      key: Buffer.from(JSON.stringify(published)),
    }),
    "another kind": await change({ header: { typ: "JWT" } }),
    "no kind": await change({ header: { typ: undefined } }),
    "another audience": await change({ claims: { aud: "elsewhere" } }),
    "no audience": await change({ claims: { aud: undefined } }),
    "another issuer": await change({ claims: { iss: "elsewhere" } }),
    "no issuer": await change({ claims: { iss: undefined } }),
    "an unknown key": await change({ header: { kid: "mine" } }),
    "no key": await change({ header: { kid: undefined } }),
    "a key by its path": await change({ header: { kid: "../../dev/null" } }),
    "somebody else's signature": await byMe({}),
    "a key of its own": await byMe({ kid: "mine", jwk }),
    "a key of its own under our name": await byMe({ jwk }),
    "a key elsewhere": await byMe({ kid: "mine", jku: "https://evil.example/jwks.json" }),
    "a key elsewhere under our name": await byMe({ jku: "https://evil.example/jwks.json" }),
    "a certificate of its own": await byMe({ x5c: [Buffer.from("mine").toString("base64")] }),
    "a certificate elsewhere": await byMe({ x5u: "https://evil.example/x5.pem" }),
    "an extension that must be understood": await change({ header: { crit: ["mine"], mine: 1 } }),
    "no end": await change({ claims: { exp: undefined } }),
    "an end that is no number": await change({ claims: { exp: "never" } }),
    "no beginning": await change({ claims: { iat: undefined } }),
    "an end long ago": await change({ claims: { iat: at - 3_600, exp: at - 600 } }),
    "a beginning to come": await change({ claims: { nbf: at + 3_600 } }),
    "changed claims": `${head}.${encode(changedClaims)}.${signature}`,
    "a cut signature": whole.slice(0, -4),
    "a part too many": `${whole}.${signature}`,
    "a giant": `${whole}${"x".repeat(5_000)}`,
    "a giant of ours": await change({ claims: { more: "x".repeat(5_000) } }),
    nothing: "",
    dots: "..",
    nonsense: "a.b.c",
    ...Object.fromEntries(await Promise.all(withoutOne)),
  };
}

type Changes = {
  header?: object;
  claims?: object;
  key?: Parameters<SignJWT["sign"]>[0];
};

function forge(
  keys: TokenKeys,
  good: GoodToken,
  now: number,
  { header, claims, key = keys.current.key }: Changes,
): Promise<string> {
  const at = Math.floor(now / 1_000);
  const { typ, aud } = good;
  const times = { iat: at, exp: at + LIFETIME_S };
  const protectedHeader = { alg: "EdDSA", typ, kid: keys.current.kid, ...header };
  return new SignJWT({ iss: ISSUER, aud, ...times, ...good.claims, ...claims })
    .setProtectedHeader(protectedHeader)
    .sign(key, "crit" in protectedHeader ? { crit: { mine: true } } : undefined);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

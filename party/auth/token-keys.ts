import { importJWK, type CryptoKey, type JWK } from "jose";
import type { Env } from "../env.ts";

/** Keys to sign with and to check with, from `TOKEN_KEYS`. */
export type TokenKeys = {
  readonly current: Signer;
  /** Takes over by itself, so that no server has to be told at that moment. `from` in ms since epoch. */
  readonly next: (Signer & { readonly from: number }) | null;
  /** By kid. A token that names no key of ours is not looked at. */
  readonly trusted: ReadonlyMap<string, CryptoKey>;
  /** What everyone may know. */
  readonly jwks: { readonly keys: readonly PublicKey[] };
};

export type Signer = { readonly kid: string; readonly key: CryptoKey };

export type PublicKey = {
  kty: "OKP";
  crv: "Ed25519";
  alg: "EdDSA";
  use: "sig";
  kid: string;
  x: string;
};

export const ALGORITHM = "EdDSA";

/** Every community has keys of its own; this only says whose kind of token it is. */
export const ISSUER = "parley";

const loaded = new WeakMap<object, Promise<TokenKeys>>();

/** The key that signs at `now`. */
export function signerAt({ current, next }: TokenKeys, now: number): Signer {
  return next !== null && next.from <= now ? next : current;
}

/** Imports the keys, once for each configuration. */
export function loadTokenKeys({ TOKEN_KEYS: set }: Pick<Env, "TOKEN_KEYS">): Promise<TokenKeys> {
  const known = loaded.get(set);
  if (known) return known;
  const loading = importKeys(set);
  loaded.set(set, loading);
  return loading;
}

async function importKeys({ current, next, previous }: Env["TOKEN_KEYS"]): Promise<TokenKeys> {
  const published = [current, next, previous].filter((jwk) => jwk !== undefined).map(toPublic);
  const trusted = new Map<string, CryptoKey>();
  for (const jwk of published) {
    trusted.set(jwk.kid, await importKey(jwk));
  }
  const { d, from } = next ?? {};
  const isScheduled = next !== undefined && d !== undefined && from !== undefined;
  return {
    current: await importSigner(current),
    next: isScheduled ? { ...(await importSigner({ ...next, d })), from } : null,
    trusted,
    jwks: { keys: published },
  };
}

type PrivateKey = Env["TOKEN_KEYS"]["current"];

async function importSigner({ kty, crv, x, d, kid }: PrivateKey): Promise<Signer> {
  return { kid, key: await importKey({ kty, crv, x, d }) };
}

function toPublic({ kid, x }: { kid: string; x: string }): PublicKey {
  return { kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", kid, x };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("an Ed25519 key is no shared secret");
  return key;
}

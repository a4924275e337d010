import { generateKeyPairSync, randomBytes } from "node:crypto";
import * as v from "valibot";

const PublicKey = {
  kty: v.literal("OKP"),
  crv: v.literal("Ed25519"),
  kid: v.string(),
  x: v.string(),
};
const PrivateKey = { ...PublicKey, d: v.string() };

/** The signing keys of a server, as party/env.ts reads them. Times in ms since epoch. */
export const SigningKeys = v.object({
  /** `since`: when it was made; keys of older versions say nothing, and count as old. */
  current: v.object({ ...PrivateKey, since: v.optional(v.number(), 0) }),
  /** Published for a day, so that whoever keeps our keys for a while knows it, and signs from `from` on. */
  next: v.optional(v.object({ ...PrivateKey, from: v.number() })),
  /** Still accepted: tokens that it has signed live for minutes. */
  previous: v.optional(v.object(PublicKey)),
});
export type SigningKeys = v.InferOutput<typeof SigningKeys>;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** The times of security.md §1.2. */
const ROTATE_AFTER_MS = 90 * DAY_MS;
const PUBLISHED_AHEAD_MS = DAY_MS;
const PREVIOUS_KEPT_MS = HOUR_MS;

/** The keys of a server that starts now, the first time. */
export function firstKeys(now: number): SigningKeys {
  return { current: { ...newKey(), since: now } };
}

/**
 * The keys as they have to be at `now`: an old one gets a successor, a successor whose time has come takes its place. Done at every start;
 * in between the Worker switches by itself (party/auth/token-keys.ts).
 */
export function rotated(keys: SigningKeys, now: number): SigningKeys {
  const { current, next } = keys;
  if (next && next.from + PREVIOUS_KEPT_MS <= now) {
    const { from, ...key } = next;
    return rotated({ current: { ...key, since: from } }, now);
  }
  if (next && next.from <= now) {
    const { from, ...key } = next;
    const { d: _, since: __, ...previous } = current;
    return { current: { ...key, since: from }, previous };
  }
  if (!next && current.since + ROTATE_AFTER_MS <= now)
    return { ...keys, next: { ...newKey(), from: now + PUBLISHED_AHEAD_MS } };
  // Whatever is older than the current one was replaced more than an hour ago.
  if (keys.previous && current.since + PREVIOUS_KEPT_MS <= now) return rotated({ current }, now);
  return keys;
}

function newKey() {
  const { privateKey } = generateKeyPairSync("ed25519");
  const jwk = v.parse(
    v.object({ x: v.string(), d: v.string() }),
    privateKey.export({ format: "jwk" }),
  );
  const kid = randomBytes(8).toString("base64url");
  return { kty: "OKP", crv: "Ed25519", kid, ...jwk } as const;
}

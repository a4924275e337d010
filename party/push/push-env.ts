import * as v from "valibot";

const Coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const KEY_EXPECTED = "has to be JSON with a private P-256 JWK";

/** The key that push services know this community by (RFC 8292). Every browser's subscription is bound to its public half. */
export const PushKey = v.object(
  {
    kty: v.literal("EC", KEY_EXPECTED),
    crv: v.literal("P-256", KEY_EXPECTED),
    x: Coordinate,
    y: Coordinate,
    d: Coordinate,
  },
  KEY_EXPECTED,
);
export type PushKey = v.InferOutput<typeof PushKey>;

/** Whom a push service may turn to: an address of mail or of a page. */
export const PushSubject = v.pipe(
  v.string(),
  v.regex(
    /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
    "has to be mailto: with an address, or https:",
  ),
);

/** For tests alone, whose push service is on this machine. */
export const PushLoopback = v.picklist(["allowed", ""], 'has to be "allowed", or empty');

export type PushEnv = {
  ORIGINS: string[];
  PUSH_KEY?: PushKey | undefined;
  PUSH_SUBJECT?: string | undefined;
  PUSH_LOOPBACK: "allowed" | "";
};

import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomPKCECodeVerifier,
} from "openid-client";
import * as v from "valibot";
import { log } from "../../log.ts";
import { newSecret } from "../secret.ts";
import { configurationFor, keepKeys } from "./configuration.ts";
import type { Provider } from "./provider.ts";

/** What has to be known when someone comes back from a provider, and what the provider must not learn before. */
export const Keepsakes = v.object({
  /** The origin of ours that they left from, and come back to. */
  origin: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  /** ms since epoch. */
  leftAt: v.number(),
  /** Whether they had to show the provider anew who they are. */
  isProof: v.boolean(),
});
export type Keepsakes = v.InferOutput<typeof Keepsakes>;

/** Who came back, as the provider knows them. */
export type Visitor = {
  subject: string;
  /** What the provider says about them, none of it needed to know who it is. Null when it will not say. */
  describe(): Promise<Description | null>;
};
export type Description = { name: string | null; email: string | null; isEmailVerified: boolean };

export type Departure = { origin: string; state: string; isProof: boolean; now: number };

/** The only address that a provider may send people back to; it has to be registered there to the letter. */
export function returnAddress(origin: string, provider: Provider): string {
  return `${origin}/api/oidc/${provider.id}/return`;
}

/** Where to send someone, and what to keep for their return. Null when the provider cannot be reached. */
export async function beginVisit(
  provider: Provider,
  { origin, state, isProof, now }: Departure,
): Promise<{ url: string; keepsakes: Keepsakes } | null> {
  return calmly(provider, async () => {
    const configuration = await configurationFor(provider, now);
    const [nonce, verifier] = [newSecret(), randomPKCECodeVerifier()];
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: returnAddress(origin, provider),
      scope: provider.scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(isProof ? { prompt: "login", max_age: "0" } : {}),
    });
    return { url: url.href, keepsakes: { origin, nonce, verifier, leftAt: now, isProof } };
  });
}

/** The longest subject that there may be (OpenID Connect Core §2). */
const MAX_SUBJECT_LENGTH = 255;

const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SUBJECT_LENGTH)),
});

/**
 * Who has come back, by the answer in the address: `query` as it stands there, "?" included. Null when anything about it is wrong,
 * whatever that is: whoever made it up is not told. The provider's tokens end here.
 */
export async function endVisit(
  provider: Provider,
  query: string,
  expected: { state: string; keepsakes: Keepsakes; now: number },
): Promise<Visitor | null> {
  const { state, keepsakes, now } = expected;
  return calmly(provider, async () => {
    const configuration = await configurationFor(provider, now);
    const address = new URL(returnAddress(keepsakes.origin, provider) + query);
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: keepsakes.nonce,
      pkceCodeVerifier: keepsakes.verifier,
      idTokenExpected: true,
      // They must have signed in over there since they left here; the library allows for clocks that differ.
      ...(keepsakes.isProof ? { maxAge: Math.ceil((now - keepsakes.leftAt) / 1_000) } : {}),
    });
    keepKeys(provider, configuration);
    const claims = tokens.claims() ?? {};
    const { sub: subject } = v.parse(Claims, claims);
    // Many say names and addresses only when they are asked once more.
    const describe = () =>
      calmly(provider, async () => {
        const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
        const more = hasMore && (await fetchUserInfo(configuration, tokens.access_token, subject));
        return descriptionIn({ ...claims, ...more });
      });
    return { subject, describe };
  });
}

const Told = v.object({
  name: v.fallback(v.optional(v.string()), undefined),
  preferred_username: v.fallback(v.optional(v.string()), undefined),
  email: v.fallback(v.optional(v.string()), undefined),
  email_verified: v.fallback(v.optional(v.boolean()), undefined),
});

function descriptionIn(claims: object): Description {
  const { name, preferred_username: username, email, email_verified } = v.parse(Told, claims);
  return {
    name: name ?? username ?? null,
    email: email ?? null,
    isEmailVerified: email !== undefined && email_verified === true,
  };
}

/** What goes wrong between us and a provider is the operator's to read and nobody else's to learn from. */
async function calmly<T>(provider: Provider, speak: () => Promise<T>): Promise<T | null> {
  try {
    return await speak();
  } catch (error) {
    log.fact("oidc.failed", { provider: provider.id, why: reasonOf(error) });
    return null;
  }
}

/** By name and code: what libraries say in sentences may quote a token. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // Such as `access_denied`, when someone changed their mind over there.
  if ("error" in error && typeof error.error === "string") return error.error;
  const cause = error.cause instanceof Error ? `:${error.cause.name}` : "";
  return "code" in error && typeof error.code === "string"
    ? `${error.code}${cause}`
    : `${error.name}${cause}`;
}

import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  getJwksCache,
  None,
  setJwksCache,
  type ClientAuth,
  type ServerMetadata,
} from "openid-client";
import type { Provider } from "./provider.ts";
import { providerFetch } from "./provider-fetch.ts";

/** What a provider says about itself is believed this long, and its keys for five minutes by the library's own rule. */
const KNOWN_FOR_MS = 10 * 60_000;
const TIMEOUT_SECONDS = 5;

/** Signatures by a key of the provider's. Never `none`, and no HS256: for that our own secret would be the key. */
const ALGORITHMS = ["EdDSA", "Ed25519", "ES256", "ES384", "PS256", "RS256"];

type KeyCache = NonNullable<ReturnType<typeof getJwksCache>>;

/** Only plain data: what belongs to one request (a promise, an answer) must not be used by another. */
type Known = { metadata: ServerMetadata; keys: KeyCache | undefined; until: number };
const known = new Map<string, Known>();

/**
 * How to speak to this provider, for one request. Discovered when it is not known or was too long ago.
 * @throws when the provider cannot be reached, or says that it is another.
 */
export async function configurationFor(provider: Provider, now: number): Promise<Configuration> {
  const { metadata, keys } = knownOf(provider, now) ?? (await discover(provider, now));
  const { clientId, clientSecret } = provider;
  const configuration = new Configuration(metadata, clientId, {}, authOf(metadata, clientSecret));
  configuration.timeout = TIMEOUT_SECONDS;
  configuration[customFetch] = providerFetch(provider.allowInsecure);
  if (provider.allowInsecure) allowInsecureRequests(configuration);
  // Without it the library trusts the line to the token endpoint, and checks no signature.
  enableNonRepudiationChecks(configuration);
  if (keys) setJwksCache(configuration, keys);
  return configuration;
}

/** Keeps the keys that were fetched on the way, for the next request. */
export function keepKeys(provider: Provider, configuration: Configuration): void {
  const entry = known.get(keyOf(provider));
  const keys = getJwksCache(configuration);
  if (entry && keys) entry.keys = structuredClone(keys);
}

function knownOf(provider: Provider, now: number): Known | undefined {
  const entry = known.get(keyOf(provider));
  return entry && now < entry.until ? entry : undefined;
}

async function discover(provider: Provider, now: number): Promise<Known> {
  const { issuer, clientId, allowInsecure } = provider;
  const found = await discovery(new URL(issuer), clientId, {}, None(), {
    timeout: TIMEOUT_SECONDS,
    [customFetch]: providerFetch(allowInsecure),
    ...(allowInsecure ? { execute: [allowInsecureRequests] } : {}),
  });
  const told: ServerMetadata = found.serverMetadata();
  // The library takes one with a slash at the end for the same; accounts are found by it, so to the letter.
  if (told.issuer !== issuer) throw new OtherIssuer();
  const signing = told.id_token_signing_alg_values_supported ?? ["RS256"];
  const metadata = {
    ...told,
    id_token_signing_alg_values_supported: signing.filter((name) => ALGORITHMS.includes(name)),
  };
  const entry: Known = { metadata, keys: undefined, until: now + KNOWN_FOR_MS };
  known.set(keyOf(provider), entry);
  return entry;
}

class OtherIssuer extends Error {
  override name = "OtherIssuer";
}

/** Of the ways to show our secret the one that every provider has to know, if it says nothing else. */
function authOf(metadata: ServerMetadata, secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const ways = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return ways.includes("client_secret_basic")
    ? ClientSecretBasic(secret)
    : ClientSecretPost(secret);
}

function keyOf({ issuer, allowInsecure }: Provider): string {
  return `${allowInsecure ? "insecure " : ""}${issuer}`;
}

import * as v from "valibot";

/** Whatever else is asked for, without it there is no answer about who came. */
const REQUIRED_SCOPE = "openid";

const Issuer = v.pipe(
  v.string("is missing"),
  v.check(isBareAddress, "has to be an address without query, fragment or credentials"),
);

const Scopes = v.pipe(
  v.string(),
  v.regex(/^[\w:./-]+( [\w:./-]+)*$/, "has to be words with one space between them"),
  v.check((scopes) => scopes.split(" ").includes(REQUIRED_SCOPE), "has to hold openid"),
);

const Text = v.pipe(v.string("is missing"), v.trim(), v.minLength(1, "is missing"));

/** Another site that tells us who someone is, as the operator has registered us there. */
export const Provider = v.pipe(
  v.strictObject(
    {
      /** In addresses of ours, the one that the provider has to know included. */
      id: v.pipe(
        v.string("is missing"),
        v.regex(/^[a-z0-9-]{1,32}$/, "has to be up to 32 small letters, digits and hyphens"),
      ),
      /** On buttons: "Continue with NAME". */
      name: v.pipe(Text, v.maxLength(40, "has to be at most 40 characters long")),
      /** To the letter as the provider says it. */
      issuer: Issuer,
      clientId: Text,
      /** Left out for a public client, which has PKCE alone. */
      clientSecret: v.exactOptional(Text),
      scopes: v.optional(Scopes, "openid profile email"),
      /** Plain http, for a provider on this very machine. */
      allowInsecure: v.optional(v.boolean(), false),
    },
    "has to be an object with id, name, issuer and clientId",
  ),
  v.forward(
    v.check(
      ({ issuer, allowInsecure }) => isReachedSafely(issuer, allowInsecure),
      "has to be https; http only on this machine, with allowInsecure",
    ),
    ["issuer"],
  ),
);
export type Provider = v.InferOutput<typeof Provider>;

const EXPECTED = "has to be a JSON list of providers";

export const Providers = v.pipe(
  v.array(Provider, EXPECTED),
  v.check((list) => areDifferent(list.map(({ id }) => id)), "has to give each provider its own id"),
  // One person would be known by two subjects, or two by one.
  v.check(
    (list) => areDifferent(list.map(({ issuer }) => issuer)),
    "has to name each issuer once only",
  ),
);

/** Whether a secret may go to this address: by TLS, or without leaving this machine where the operator allows that. */
export function isSafeAddress(address: URL, allowInsecure: boolean): boolean {
  return address.protocol === "https:" || (allowInsecure && isLoopback(address));
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}

// What is no address at all has been objected to already.
function isReachedSafely(issuer: string, allowInsecure: boolean): boolean {
  return !URL.canParse(issuer) || isSafeAddress(new URL(issuer), allowInsecure);
}

function isBareAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === "" && !/[?#]$/.test(text);
}

function areDifferent(words: string[]): boolean {
  return new Set(words).size === words.length;
}

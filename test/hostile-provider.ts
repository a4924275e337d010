import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTHeaderParameters,
} from "jose";
import { freePort } from "../scripts/free-port.ts";

/** What a forger has to work with: everything about the visit and the provider, but for the provider's right mind. */
export type Visited = {
  issuer: string;
  nonce: string;
  clientSecret: string;
  /** The provider's own key, and its public half as text. */
  key: CryptoKey;
  publicKey: string;
  claims: Record<string, unknown>;
  sign: (
    claims: Record<string, unknown>,
    key?: CryptoKey | Uint8Array,
    header?: Partial<JWTHeaderParameters>,
  ) => Promise<string>;
};

export type HostileProvider = {
  issuer: string;
  settings: Record<string, unknown>;
  /** Overwrites what it says of itself. Believed for ten minutes, so say it first. */
  metadata: Record<string, unknown>;
  /** Makes the ID token of the next answers, or answers the request for tokens by itself. */
  answer: (visited: Visited, response: ServerResponse) => Promise<string | undefined> | string;
  userinfo: Record<string, unknown>;
  /** How often it was asked for what, by path. */
  asked: Map<string, number>;
  /** What came with the last request for tokens. */
  shown: { form: URLSearchParams; authorization: string | undefined } | undefined;
  /** As a browser that followed the link would come back: the query of the return. */
  comeBack(url: URL, more?: Record<string, string>): string;
  stop(): Promise<void>;
};

const KID = "the-key";

/** A provider that answers as it is told, which a real one never would. */
export async function startHostileProvider(id = "hall"): Promise<HostileProvider> {
  const port = await freePort();
  // Known to nobody before, also where a port comes again: what a provider has said of itself is believed for a while.
  const place = `/${randomBytes(8).toString("hex")}`;
  const issuer = `http://localhost:${port}${place}`;
  const clientSecret = randomBytes(32).toString("hex");
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: KID, use: "sig" };
  let nonce = "";

  const server = createServer((request, response) => void tell(request, response));
  const self: HostileProvider = {
    issuer,
    settings: {
      id,
      name: "Hostile Hall",
      issuer,
      clientId: "parley",
      clientSecret,
      allowInsecure: true,
    },
    metadata: {},
    answer: ({ sign, claims }) => sign(claims),
    userinfo: { sub: "bob", name: "Bob" },
    asked: new Map(),
    shown: undefined,
    comeBack(url, more = {}) {
      nonce = url.searchParams.get("nonce") ?? "";
      const state = url.searchParams.get("state") ?? "";
      return `?${String(new URLSearchParams({ code: "a-code", state, iss: issuer, ...more }))}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const sign: Visited["sign"] = (claims, key = privateKey, header = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: KID, ...header }).sign(key);

  async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pathname = new URL(request.url ?? "/", issuer).pathname.slice(place.length);
    self.asked.set(pathname, (self.asked.get(pathname) ?? 0) + 1);
    if (pathname === "/jwks") return json(response, { keys: [jwk] });
    if (pathname === "/me") return json(response, self.userinfo);
    if (pathname === "/token") return tellTokens(request, response);
    return json(response, {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ["RS256", "RS512", "HS256", "none"],
      ...self.metadata,
    });
  }

  async function tellTokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { authorization } = request.headers;
    self.shown = { form: new URLSearchParams(text), authorization };
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: issuer, sub: "bob", aud: "parley", nonce, iat: now, exp: now + 60 };
    const pem = JSON.stringify(jwk);
    const visited = { issuer, nonce, clientSecret, key: privateKey, publicKey: pem, claims, sign };
    const idToken = await self.answer(visited, response);
    if (response.writableEnded || response.headersSent) return;
    json(response, { access_token: "x", token_type: "Bearer", id_token: idToken });
  }

  await new Promise<void>((resolve) => {
    // On every address of this machine, so that the wrong ones would answer, too.
    server.listen(port, "0.0.0.0", resolve);
  });
  return self;
}

/** The challenge that goes with this verifier (RFC 7636 §4.2). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function json(response: ServerResponse, body: object): void {
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
}

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider, type Configuration } from "oidc-provider";
import { freePort } from "../scripts/free-port.ts";

/** Someone who has an account over there. */
export type ProvidersPerson = {
  sub: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
};

export type OidcProvider = {
  issuer: string;
  /** What our configuration says of it (party/auth/oidc/provider.ts). */
  settings: Record<string, unknown>;
  /** Whoever says this subject on its page is this person. */
  add(person: ProvidersPerson): void;
  stop(): Promise<void>;
};

const CLIENT = { client_id: "parley", client_secret: randomBytes(16).toString("hex") };

/**
 * A real provider on this machine, with everything in memory. It knows people by what they type into the one field of its page, and
 * asks nothing else.
 */
export async function startOidcProvider(origins: readonly string[]): Promise<OidcProvider> {
  const people = new Map<string, ProvidersPerson>();
  const port = await freePort();
  // Another site than Parley under 127.0.0.1: browsers do not count ports.
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, configurationFor(people, origins));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const isPage = request.url?.startsWith("/interaction/") === true;
    void (isPage ? interact(provider, request, response) : answer(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    issuer,
    settings: {
      id: "hall",
      name: "Town Hall",
      issuer,
      clientId: CLIENT.client_id,
      clientSecret: CLIENT.client_secret,
      allowInsecure: true,
    },
    add: (person) => people.set(person.sub, person),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configurationFor(
  people: ReadonlyMap<string, ProvidersPerson>,
  origins: readonly string[],
): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        ...CLIENT,
        redirect_uris: origins.map((origin) => `${origin}/api/oidc/hall/return`),
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: () => ({ ...person }) };
    },
    // Nobody is asked whether Parley may know their name.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const { accountId } = session;
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 300,
      IdToken: 300,
      Interaction: 600,
      Session: 3_600,
    },
  };
}

const PAGE = `<!doctype html><html lang="en"><title>Town Hall</title><main><h1>Town Hall</h1>
<form method="post"><label>Who are you? <input name="login" /></label><button>Sign in</button></form></main></html>`;

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(PAGE);
    return;
  }
  const login = new URLSearchParams(await textOf(request)).get("login") ?? "";
  const result = login === "" ? { error: "access_denied" } : { login: { accountId: login } };
  await provider.interactionFinished(request, response, result);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

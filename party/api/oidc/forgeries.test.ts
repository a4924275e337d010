import { exportJWK, generateKeyPair, importJWK, type CryptoKey } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../../test/api.ts";
import {
  challengeOf,
  startHostileProvider,
  type HostileProvider,
  type Visited,
} from "../../../test/hostile-provider.ts";
import { OidcVisitor } from "../../../test/oidc-visitor.ts";

const MINUTE_MS = 60_000;
const WELCOME = "/provider#welcome";
const FAILED = "/provider#provider_failed";

let api: TestApi;
let ann: SignedIn;
let hall: HostileProvider;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  api.clock.now = Date.now();
  ann = await api.found();
  await api.database.client.execute("update community set door = 'open'");
  hall = await startHostileProvider();
});
afterEach(() => hall.stop());
afterAll(() => api.stop());

async function visit(leaving: Parameters<OidcVisitor["leave"]>[0] = { why: "sign_in" }) {
  const browser = new OidcVisitor(api, [hall.settings]);
  const url = await browser.leave(leaving);
  const heard = await browser.comeBack(`/api/oidc/hall/return${hall.comeBack(url)}`);
  return { url, browser, landing: heard.headers.get("Location") };
}
const landing = async (leaving?: Parameters<typeof visit>[0]) => (await visit(leaving)).landing;

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const text = (secret: string) => new TextEncoder().encode(secret);
const without = (claims: Visited["claims"], name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const now = () => Math.floor(Date.now() / 1_000);

/** The very same key for another algorithm. */
async function asRs512(key: CryptoKey) {
  return importJWK({ ...(await exportJWK(key)), alg: "RS512" }, "RS512");
}

const changed =
  (changes: Record<string, unknown>) =>
  ({ sign, claims }: Visited) =>
    sign({ ...claims, ...changes });

const FORGED: Record<string, (visited: Visited) => Promise<string> | string> = {
  "no algorithm": ({ claims }) => `${base64({ alg: "none" })}.${base64(claims)}.`,
  "no algorithm, by another spelling": ({ claims }) =>
    `${base64({ alg: "NONE" })}.${base64(claims)}.`,
  "our own secret as the key": ({ sign, claims, clientSecret }) =>
    sign(claims, text(clientSecret), { alg: "HS256" }),
  "the public key as a secret": ({ sign, claims, publicKey }) =>
    sign(claims, text(publicKey), { alg: "HS256" }),
  "another key by the same name": async ({ sign, claims }) =>
    sign(claims, (await generateKeyPair("RS256")).privateKey),
  "a key brought along": async ({ sign, claims }) => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    return sign(claims, privateKey, { jwk: await exportJWK(publicKey), kid: "mine" });
  },
  "a signature of something else": async ({ sign, claims }) => {
    const [head, , signature] = (await sign(claims)).split(".");
    return `${head}.${base64({ ...claims, name: "Ann" })}.${signature}`;
  },
  "an algorithm that the provider allows and we do not": async ({ claims, sign, key }) =>
    sign(claims, await asRs512(key), { alg: "RS512" }),
  "another audience": changed({ aud: "other" }),
  "others beside us, and one of them asked": changed({ aud: ["parley", "other"], azp: "other" }),
  "another issuer": changed({ iss: "https://evil.example" }),
  "the issuer with a slash": ({ sign, claims, issuer }) => sign({ ...claims, iss: `${issuer}/` }),
  "a time that is over": changed({ exp: now() - 120 }),
  "a time that has not come": changed({ nbf: now() + 300 }),
  "no end": ({ sign, claims }) => sign(without(claims, "exp")),
  "another nonce": changed({ nonce: "x".repeat(43) }),
  "no nonce": ({ sign, claims }) => sign(without(claims, "nonce")),
  nobody: ({ sign, claims }) => sign(without(claims, "sub")),
  "an empty subject": changed({ sub: "" }),
  "a subject that is no text": changed({ sub: 7 }),
  "a subject without end": changed({ sub: "x".repeat(256) }),
  "what it may not mean": ({ sign, claims }) =>
    sign(claims, undefined, { crit: ["b64"], b64: true }),
  "no token": () => "",
  "no token at all": () => "nonsense",
};

describe("an ID token with", () => {
  test.each(Object.entries(FORGED))("%s is refused as every other one", async (_, forge) => {
    expect(await landing()).toBe(WELCOME);
    hall.answer = (visited) => forge(visited);
    expect(await landing()).toBe(FAILED);
    const { rows } = await api.database.client.execute("select * from identities");
    expect(rows).toEqual([]);
  });
});

describe("a provider", () => {
  test("gets our secret in the header, and the verifier of what it was challenged with", async () => {
    const { url } = await visit();
    const { form, authorization } = hall.shown ?? {};
    expect(authorization).toMatch(/^Basic /);
    expect(Object.fromEntries(form ?? [])).toEqual({
      grant_type: "authorization_code",
      code: "a-code",
      redirect_uri: url.searchParams.get("redirect_uri"),
      code_verifier: expect.stringMatching(/^[\w-]{43,}$/),
    });
    const challenge = url.searchParams.get("code_challenge");
    expect(challengeOf(form?.get("code_verifier") ?? "")).toBe(challenge);
  });

  test("is asked about itself once in ten minutes, and for its keys as seldom", async () => {
    const discovery = "/.well-known/openid-configuration";
    for (let i = 0; i < 3; i += 1) expect(await landing()).toBe(WELCOME);
    expect([hall.asked.get(discovery), hall.asked.get("/jwks")]).toEqual([1, 1]);
    api.clock.now += 10 * MINUTE_MS;
    expect(await landing()).toBe(WELCOME);
    expect(hall.asked.get(discovery)).toBe(2);
  });

  test.each<[string, (hall: HostileProvider) => Record<string, unknown>]>([
    ["says that it is another", () => ({ issuer: "https://evil.example" })],
    ["is one slash away from who it should be", ({ issuer }) => ({ issuer: `${issuer}/` })],
  ])("that %s is not visited", async (_, metadata) => {
    hall.metadata = metadata(hall);
    const browser = new OidcVisitor(api, [hall.settings]);
    const body = { why: "sign_in" };
    const heard = await browser.ask("POST", "/api/oidc/hall/begin", { body });
    expect(heard).toMatchObject({ status: 503, body: { code: "provider_away" } });
  });

  test("cannot lead us off this machine, or to where nothing is encrypted", async () => {
    const { port } = new URL(hall.issuer);
    hall.metadata = { token_endpoint: `http://127.0.0.2:${port}/token` };
    expect(await landing()).toBe(FAILED);
    expect(hall.asked.get("/token")).toBeUndefined();
  });

  test("cannot send our secret on to another", async () => {
    hall.answer = (_, response) => {
      response.writeHead(307, { Location: `${hall.issuer}/elsewhere` }).end();
      return "";
    };
    expect(await landing()).toBe(FAILED);
    expect(hall.asked.get("/elsewhere")).toBeUndefined();
  });

  test("that answers without end, or never, is given up", async () => {
    const chunk = " ".repeat(65_536);
    let poured = 0;
    hall.answer = (_, response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      const pour = () => {
        do poured += chunk.length;
        while (response.write(chunk));
      };
      response.on("drain", pour);
      pour();
      return "";
    };
    expect(await landing()).toBe(FAILED);
    // What the sockets between us hold, and no more: five seconds would be gigabytes.
    expect(poured).toBeLessThan(16 * 1024 * 1024);
    hall.answer = () => new Promise(() => {});
    expect(await landing()).toBe(FAILED);
  });

  test("that describes someone else than it vouched for is not believed", async () => {
    hall.userinfo = { sub: "ann", email: "ann@example.org", email_verified: true };
    expect(await landing()).toBe(FAILED);
  });

  test("that tells nonsense about someone is believed who it is, and nothing more", async () => {
    hall.userinfo = {
      sub: "bob",
      name: `${"N".repeat(79)}\u{1f600}\u202e`,
      email: "not an address",
      email_verified: "true",
    };
    const { browser } = await visit();
    const look = await browser.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(look.body).toMatchObject({ name: "N".repeat(79), email: null });
    hall.userinfo = { sub: "bob", name: 7, email: "b@example.org", email_verified: "true" };
    const again = (await visit()).browser;
    const second = await again.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(second.body).toMatchObject({ name: "", email: null });
  });
});

describe("a return", () => {
  const back = async (browser: OidcVisitor, path: string) =>
    (await browser.comeBack(path)).headers.get("Location");

  test("is good once, though the provider would take its code again", async () => {
    const browser = new OidcVisitor(api, [hall.settings]);
    const path = `/api/oidc/hall/return${hall.comeBack(await browser.leave({ why: "sign_in" }))}`;
    const { cookies } = browser;
    browser.cookies = new Map(cookies);
    expect(await back(browser, path)).toBe(WELCOME);
    browser.cookies = cookies;
    expect(await back(browser, path)).toBe(FAILED);
  });

  test("is from the provider that they left for, not from another of ours", async () => {
    const evil = await startHostileProvider("evil");
    const browser = new OidcVisitor(api, [hall.settings, evil.settings]);
    const url = await browser.leave({ why: "sign_in" });
    expect(await back(browser, `/api/oidc/evil/return${evil.comeBack(url)}`)).toBe(FAILED);
    await evil.stop();
  });

  test("by https needs the cookie that no neighbour of ours can plant", async () => {
    const come = async (name: string) => {
      const browser = new OidcVisitor(api, [hall.settings]);
      const url = await browser.leave({ why: "sign_in" }, "hall", "https://chat.example.org");
      browser.cookies = new Map([[name, browser.cookies.get("__Host-visit") ?? ""]]);
      const heard = await browser.comeBack(`/api/oidc/hall/return${hall.comeBack(url)}`);
      return [heard.headers.get("Location"), heard.headers.get("Set-Cookie")?.split("=")[0]];
    };
    expect(await come("visit")).toEqual([FAILED, undefined]);
    // Although the request came by http, as from a proxy that ends TLS.
    expect(await come("__Host-visit")).toEqual([WELCOME, "__Host-visit"]);
  });
});

describe("a proof", () => {
  test.each([
    ["says no time", {}, FAILED],
    ["is from before they left", { auth_time: now() - 600 }, FAILED],
    ["is fresh", { auth_time: now() + 5 }, "http://localhost:1999/account"],
  ])("that %s is worth what it should be", async (_, claims, lands) => {
    await visit({ why: "link", as: ann });
    hall.answer = changed(claims);
    expect(await landing({ why: "prove", as: ann })).toBe(lands);
  });
});

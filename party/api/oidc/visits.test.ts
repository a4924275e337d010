import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApi } from "../../../test/api.ts";
import { startOidcApi, type OidcApi } from "../../../test/oidc-api.ts";
import type { OidcVisitor } from "../../../test/oidc-visitor.ts";
import { ORIGIN } from "../../../test/secrets.ts";

const MINUTE_MS = 60_000;

let api: TestApi;
let oidc: OidcApi;

beforeAll(async () => {
  oidc = await startOidcApi();
  ({ api } = oidc);
});
beforeEach(async () => {
  await oidc.reset();
});
afterAll(() => oidc.stop());

describe("someone whom a provider knows and we know, too", () => {
  test("comes back to where they were going, on this site only", async () => {
    await oidc.join("bob", "Bob");
    const browser = oidc.browser();
    const returnTo = "/rooms/x?at=3#y";
    const location = await browser.visit({ why: "sign_in", returnTo }, "bob");
    expect(location).toBe(`${ORIGIN}${returnTo}`);
    // The way there is long, but it does not lead away.
    const odd = await browser.visit({ why: "sign_in", returnTo: "/.//evil.example" }, "bob");
    expect(odd).toBe(`${ORIGIN}//evil.example`);
    const elsewhere = [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "evil.example",
      "",
      `/${"x".repeat(600)}`,
    ];
    for (const returnTo of elsewhere) {
      const body = { why: "sign_in", returnTo };
      const heard = await browser.ask("POST", "/api/oidc/hall/begin", { body });
      expect([returnTo, heard.status]).toEqual([returnTo, 400]);
    }
  });

  test("is told when they are banned, and not let in", async () => {
    const bob = await oidc.join("bob", "Bob");
    await api.database.client.execute({
      sql: "update accounts set banned_at = 1 where id = ?",
      args: [bob.person.id],
    });
    const sessions = await oidc.count("sessions");
    expect(await oidc.browser().visit({ why: "sign_in" }, "bob")).toBe("/provider#banned");
    expect(await oidc.count("sessions")).toBe(sessions);
  });

  test("lands calmly when they change their mind over there, or the database is away", async () => {
    expect(await oidc.browser().visit({ why: "sign_in" }, "")).toBe("/provider#provider_failed");
    const browser = oidc.browser();
    const path = await browser.showOneself(await browser.leave({ why: "sign_in" }), "bob");
    const heard = await browser.comeBack(path, api.withoutDatabase);
    expect(heard).toMatchObject({ status: 303, body: null });
    expect(heard.headers.get("Location")).toBe("/provider#unavailable");
  });
});

describe("a return", () => {
  const failed = "/provider#provider_failed";
  const landing = async (browser: OidcVisitor, path: string) =>
    (await browser.comeBack(path)).headers.get("Location");

  test("is good once, in the browser that left, with the state it left with, and for ten minutes", async () => {
    await oidc.join("bob", "Bob");
    const browser = oidc.browser();
    const come = async () => browser.showOneself(await browser.leave({ why: "sign_in" }), "bob");
    const path = await come();
    const bystander = oidc.browser();
    await bystander.leave({ why: "sign_in" });
    expect(await landing(oidc.browser(), path)).toBe(failed);
    expect(await landing(bystander, path)).toBe(failed);
    const withOtherState = path.replace(/state=[\w-]+/, `state=${"x".repeat(43)}`);
    expect(await landing(browser, withOtherState)).toBe(failed);
    expect(await landing(browser, path.replace(/&?state=[\w-]+/, ""))).toBe(failed);
    // None of that has spent it.
    expect(await landing(browser, path)).toBe(`${ORIGIN}/`);
    expect(await landing(browser, path)).toBe(failed);
    const late = await come();
    api.clock.now += 10 * MINUTE_MS;
    expect(await landing(browser, late)).toBe(failed);
  });

  test("says by `iss` which provider it is from, to the letter", async () => {
    await oidc.join("bob", "Bob");
    for (const iss of ["https://evil.example", `${oidc.hall.issuer}/`, ""]) {
      const browser = oidc.browser();
      const path = await browser.showOneself(await browser.leave({ why: "sign_in" }), "bob");
      const other = path.replace(/iss=[^&]+/, `iss=${encodeURIComponent(iss)}`);
      expect(other).not.toBe(path);
      expect(await landing(browser, other)).toBe(failed);
    }
  });

  test("by https is bound to a cookie by the name that no neighbour can plant, and comes back by https", async () => {
    const browser = oidc.browser();
    const origin = "https://chat.example.org";
    const body = { why: "sign_in" };
    const heard = await browser.ask("POST", "/api/oidc/hall/begin", {
      body,
      headers: { Origin: origin },
    });
    expect(heard.headers.get("Set-Cookie")).toMatch(
      /^__Host-visit=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const { url } = heard.body as { url: string };
    expect(new URL(url).searchParams.get("redirect_uri")).toBe(`${origin}/api/oidc/hall/return`);
  });

  test("asks for PKCE, state and nonce, and takes nothing from an unknown provider", async () => {
    const browser = oidc.browser();
    const url = await browser.leave({ why: "sign_in" });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "parley",
      response_type: "code",
      redirect_uri: `${ORIGIN}/api/oidc/hall/return`,
      scope: "openid profile email",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { rows } = await api.database.client.execute("select * from ceremonies");
    expect(JSON.stringify(rows)).not.toContain(browser.cookies.get("visit"));
    const unknown = await browser.ask("POST", "/api/oidc/other/begin", {
      body: { why: "sign_in" },
    });
    expect(unknown).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await landing(browser, `/api/oidc/other/return${url.search}`)).toBe(failed);
  });
});

test("everyone is told by which providers one can sign in, and nothing else of them", async () => {
  const heard = await oidc.browser().ask("GET", "/api/oidc");
  expect(heard.body).toEqual({ providers: [{ id: "hall", name: "Town Hall" }] });
  expect(heard.headers.get("Cache-Control")).toBe("public, max-age=60");
  expect((await api.ask("GET", "/api/oidc")).body).toEqual({ providers: [] });
});

test("an address leaves and comes back thirty times a minute", async () => {
  const browser = oidc.browser();
  const env = { ...api.env, CLIENT_ADDRESS_HEADER: "X-Real-IP", OIDC_PROVIDERS: [] };
  const ask = (method: string, path: string) =>
    api.ask(method, path, {
      ...(method === "POST" ? { body: { why: "sign_in" } } : {}),
      headers: { "X-Real-IP": "192.0.2.1", Origin: ORIGIN },
      world: { env },
    });
  for (let i = 0; i < 15; i += 1) {
    expect((await ask("POST", "/api/oidc/x/begin")).status).toBe(404);
    expect((await ask("GET", "/api/oidc/x/return")).status).toBe(303);
  }
  expect((await ask("POST", "/api/oidc/x/begin")).status).toBe(429);
  const back = await ask("GET", "/api/oidc/x/return");
  expect(back.headers.get("Location")).toBe("/provider#rate_limited");
  expect((await browser.ask("GET", "/api/oidc")).status).toBe(200);
});

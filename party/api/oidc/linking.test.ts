import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SignedIn, TestApi } from "../../../test/api.ts";
import { startOidcApi, type OidcApi } from "../../../test/oidc-api.ts";
import { OidcVisitor } from "../../../test/oidc-visitor.ts";
import { ORIGIN } from "../../../test/secrets.ts";

const MINUTE_MS = 60_000;

let api: TestApi;
let oidc: OidcApi;
let ann: SignedIn;

beforeAll(async () => {
  oidc = await startOidcApi();
  ({ api } = oidc);
});
beforeEach(async () => {
  ann = await oidc.reset();
});
afterAll(() => oidc.stop());

describe("linking", () => {
  test("makes another way in of an account elsewhere, for someone who has just shown that it is them", async () => {
    const browser = oidc.browser();
    const location = await browser.visit({ why: "link", as: ann }, "eve");
    expect(location).toBe(`${ORIGIN}/account`);
    const list = await browser.ask("GET", "/api/identities", { as: ann });
    expect(list.body).toMatchObject({
      identities: [
        { provider: "hall", name: "Town Hall", label: "eve@example.org", lastUsedAt: null },
      ],
    });
    expect(await oidc.browser().visit({ why: "sign_in" }, "eve")).toBe(`${ORIGIN}/`);
    // Again is no harm.
    expect(await browser.visit({ why: "link", as: ann }, "eve")).toBe(`${ORIGIN}/account`);
    api.clock.now += 6 * MINUTE_MS;
    const fresh = await oidc.refreshed(ann);
    const body = { why: "link" };
    const late = await browser.ask("POST", "/api/oidc/hall/begin", { body, as: fresh });
    expect(late).toMatchObject({ status: 403, body: { code: "proof_needed" } });
    const nobody = await browser.ask("POST", "/api/oidc/hall/begin", { body });
    expect(nobody).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  test("takes nothing from whoever has it already", async () => {
    const bob = await oidc.join("bob", "Bob");
    expect(await oidc.browser().visit({ why: "link", as: ann }, "bob")).toBe(
      "/provider#identity_taken",
    );
    const list = await oidc.browser().ask("GET", "/api/identities", { as: bob });
    expect(list.body).toMatchObject({ identities: [{ label: "Bob@example.org" }] });
  });

  test("is for the session that asked: when that has ended meanwhile, nothing is linked", async () => {
    const browser = oidc.browser();
    const path = await browser.showOneself(await browser.leave({ why: "link", as: ann }), "eve");
    await api.ask("DELETE", "/api/devices/all", { token: ann.accessToken });
    const heard = await browser.comeBack(path);
    expect(heard.headers.get("Location")).toBe("/provider#unauthenticated");
    expect(await oidc.count("identities")).toBe(0);
  });
});

describe("unlinking", () => {
  const unlink = async (as: SignedIn, browser = oidc.browser()) => {
    const { body } = await browser.ask("GET", "/api/identities", { as });
    const [{ id }] = (body as { identities: [{ id: string }] }).identities;
    return browser.ask("DELETE", `/api/identities/${id}`, { as });
  };

  test("leaves whoever has a password with that, and nobody else touches it", async () => {
    await oidc.browser().visit({ why: "link", as: ann }, "eve");
    const { body } = await oidc.browser().ask("GET", "/api/identities", { as: ann });
    const [{ id }] = (body as { identities: [{ id: string }] }).identities;
    const bob = await oidc.join("bob", "Bob");
    const theft = await oidc.browser().ask("DELETE", `/api/identities/${id}`, { as: bob });
    expect(theft).toMatchObject({ status: 404, body: { code: "not_found" } });
    api.clock.now += 6 * MINUTE_MS;
    const late = await unlink(await oidc.refreshed(ann));
    expect(late).toMatchObject({ status: 403, body: { code: "proof_needed" } });
    api.clock.now -= 6 * MINUTE_MS;
    expect((await unlink(ann)).status).toBe(204);
    const told = (await api.mails("ann@example.org")).map(({ subject }) => subject);
    expect(told).toEqual([
      "Club: Another site can sign you in",
      "Club: Another site can no longer sign you in",
    ]);
    expect(await oidc.browser().visit({ why: "sign_in" }, "eve")).toBe("/provider#invite_needed");
  });

  test("never takes the last way in; a provider that is gone is none", async () => {
    const eve = await oidc.join("eve", "Eve");
    const refused = { status: 409, body: { code: "last_way_in" } };
    expect(await unlink(eve)).toMatchObject(refused);
    await oidc.browser().visit({ why: "link", as: eve }, "silent");
    // Of two, two requests at once take one.
    const withoutProvider = new OidcVisitor(api, []);
    expect(await unlink(eve, withoutProvider)).toMatchObject(refused);
    const { body } = await oidc.browser().ask("GET", "/api/identities", { as: eve });
    const ids = (body as { identities: { id: string }[] }).identities.map(({ id }) => id);
    const both = await Promise.all(
      ids.map((id) => oidc.browser().ask("DELETE", `/api/identities/${id}`, { as: eve })),
    );
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([204, 409]));
  });
});

describe("a proof by a provider", () => {
  const prove = (browser: OidcVisitor, as: SignedIn, login: string) =>
    browser.visit({ why: "prove", as }, login);

  test("is that they sign in over there anew, with an account of their own", async () => {
    const eve = await oidc.join("eve", "Eve");
    await oidc.join("bob", "Bob");
    api.clock.now += 6 * MINUTE_MS;
    const fresh = await oidc.refreshed(eve);
    const mayLink = async () => {
      const body = { why: "link" };
      return (await oidc.browser().ask("POST", "/api/oidc/hall/begin", { body, as: fresh })).status;
    };
    expect(await mayLink()).toBe(403);
    const failed = "/provider#provider_failed";
    expect(await prove(oidc.browser(), fresh, "bob")).toBe(failed);
    expect(await prove(oidc.browser(), fresh, "silent")).toBe(failed);
    expect(await mayLink()).toBe(403);
    const browser = oidc.browser();
    const url = await browser.leave({ why: "prove", as: fresh });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: "login", max_age: "0" });
    const path = await browser.showOneself(url, "eve");
    expect((await browser.comeBack(path)).headers.get("Location")).toBe(`${ORIGIN}/account`);
    expect(await mayLink()).toBe(200);
  });
});

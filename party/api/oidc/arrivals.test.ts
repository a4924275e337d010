import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SignedIn, TestApi } from "../../../test/api.ts";
import { startOidcApi, type OidcApi } from "../../../test/oidc-api.ts";
import { ORIGIN } from "../../../test/secrets.ts";

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

describe("someone from another provider whom nobody knows", () => {
  test("joins by an invite, chooses a name, and is signed in by the provider from then on", async () => {
    const { token } = await api.invite(ann, { maxUses: 1 });
    const browser = await oidc.arrive("bob", token);
    const look = await browser.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(look.body).toEqual({
      provider: "Town Hall",
      community: "Club",
      name: "Bob",
      email: "Bob@example.org",
      takenEmail: null,
    });
    expect(await oidc.name(browser, " ")).toMatchObject({
      status: 422,
      body: { code: "name_invalid" },
    });
    const joined = await oidc.name(browser, "Bobby");
    expect(joined).toMatchObject({ status: 201, body: { person: { name: "Bobby" } } });
    // Spent: the invite with the account, and the arrival.
    expect(await oidc.name(browser, "Bobby")).toMatchObject({ body: { code: "provider_failed" } });

    const again = oidc.browser();
    expect(await again.visit({ why: "sign_in" }, "bob")).toBe(`${ORIGIN}/`);
    const refreshed = await again.ask("POST", "/api/session/refresh", { body: {} });
    expect(refreshed).toMatchObject({ status: 200, body: { person: { name: "Bobby" } } });
    const { rows } = await api.database.client.execute(
      "select email, verified_at from emails where email = 'bob@example.org'",
    );
    expect(rows).toMatchObject([{ verified_at: api.clock.now }]);
    expect(await oidc.count("passwords")).toBe(1);
  });

  test("brings no address that the provider does not vouch for, and none that is somebody's here", async () => {
    const { token } = await api.invite(ann);
    const eve = await oidc.arrive("eve", token);
    const look = await eve.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(look.body).toMatchObject({ name: "Eve", email: null, takenEmail: null });
    expect((await oidc.name(eve, "Eve")).status).toBe(201);
    const double = await oidc.arrive("ann", token);
    const told = await double.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(told.body).toMatchObject({ email: null, takenEmail: "ann@example.org" });
    expect((await oidc.name(double, "Ann the second")).status).toBe(201);
    const silent = await oidc.arrive("silent", token);
    expect((await oidc.name(silent, "Silent")).status).toBe(201);
    const { rows } = await api.database.client.execute("select email from emails");
    expect(rows).toMatchObject([{ email: "ann@example.org" }]);
  });

  test("is not taken for whoever has the same address here", async () => {
    expect(await oidc.browser().visit({ why: "sign_in" }, "ann")).toBe("/provider#invite_needed");
    expect(await oidc.count("sessions")).toBe(1);
  });

  test("comes in without an invite where the door is open, and by none that is spent", async () => {
    const { token } = await api.invite(ann, { maxUses: 1 });
    await api.join({ token }, "Cid");
    expect(await oidc.browser().visit({ why: "join", invite: token }, "bob")).toBe(
      "/provider#invite_invalid",
    );
    await api.database.client.execute("update community set door = 'open'");
    const browser = await oidc.arrive("bob");
    expect(await oidc.name(browser, "Bob")).toMatchObject({ body: { person: { role: "member" } } });
  });

  test("comes in by an invite for a domain only with a proved address there", async () => {
    const { id, token } = await api.invite(ann);
    const limit = (domain: string) =>
      api.database.client.execute({
        sql: "update invites set email_domain = ? where id = ?",
        args: [domain, id],
      });
    await limit("example.com");
    const refused = "/provider#email_domain";
    expect(await oidc.browser().visit({ why: "join", invite: token }, "bob")).toBe(refused);
    await limit("example.org");
    expect(await oidc.browser().visit({ why: "join", invite: token }, "eve")).toBe(refused);
    const browser = await oidc.arrive("bob", token);
    await limit("example.net");
    expect(await oidc.name(browser, "Bob")).toMatchObject({ body: { code: "email_domain" } });
  });

  test("makes one account, however often the name is sent at once", async () => {
    const { token } = await api.invite(ann);
    const [first, second] = [
      await oidc.arrive("silent", token),
      await oidc.arrive("silent", token),
    ];
    const all = [first, first, second, second].map((browser) => oidc.name(browser, "Silent"));
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.every((status) => status === 201 || status === 403)).toBe(true);
    expect([await oidc.count("accounts"), await oidc.count("identities")]).toEqual([2, 1]);
    // Nothing is left by which anyone could come in here again.
    expect(await oidc.count("ceremonies")).toBe(0);
    for (const browser of [first, second]) {
      expect((await oidc.name(browser, "Silent")).status).toBe(403);
    }
  });

  test("creates the community when there is none", async () => {
    await api.reset();
    api.clock.now = Date.now();
    const browser = await oidc.arrive("bob");
    const look = await browser.ask("POST", "/api/oidc/arrival/look", { body: {} });
    expect(look.body).toMatchObject({ community: null });
    expect(await oidc.name(browser, "Bob")).toMatchObject({ body: { code: "name_invalid" } });
    const made = await oidc.name(browser, "Bob", { community: "Club" });
    expect(made).toMatchObject({ status: 201, body: { person: { role: "owner" } } });
    const late = oidc.browser();
    expect(await late.visit({ why: "sign_in" }, "eve")).toBe("/provider#invite_needed");
  });
});

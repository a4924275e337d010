import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startApi, type TestApi } from "../../test/api.ts";
import { PasskeyOwner, sessionIn } from "../../test/passkey-owner.ts";

let api: TestApi;
let browser: PasskeyOwner;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  browser = new PasskeyOwner(api);
});
afterAll(() => api.stop());

const BOB = { displayName: "Bob", email: "bob@example.org" };
const FOUNDING = { name: "Club", displayName: "Ann", email: "ann@example.org" };

async function count(table: "accounts" | "passkeys" | "emails" | "passwords"): Promise<number> {
  const { rows } = await api.database.client.execute(`select count(*) as n from ${table}`);
  return v.parse(v.number(), rows[0]?.["n"]);
}

test("the community is made with a passkey, and no password", async () => {
  const founded = await browser.signUp("/api/community", FOUNDING);
  expect(founded.status).toBe(201);
  const ann = sessionIn(founded);
  expect(ann.person).toMatchObject({ name: "Ann", role: "owner" });
  const ways = await api.ask("GET", "/api/ways", { token: ann.accessToken });
  expect(ways.body).toEqual({
    email: "ann@example.org",
    isEmailVerified: false,
    password: false,
    passkeys: [
      {
        id: browser.authenticator.keys[0]?.id,
        name: "Unknown device",
        createdAt: api.clock.now,
        lastUsedAt: null,
        isBackedUp: false,
      },
    ],
    recoveryCodes: 0,
    identities: [],
  });
  expect(sessionIn(await browser.signIn()).person.id).toBe(ann.person.id);
});

test("of two who found it at the same time one does, and nothing of the other's is kept", async () => {
  const other = new PasskeyOwner(api);
  const answers = await Promise.all(
    [browser, other].map(async (each, number) => {
      const form = { ...FOUNDING, email: `ann-${number}@example.org` };
      const options = await each.challenge("/api/community/passkey", form);
      return { each, form: { ...form, passkey: each.authenticator.make(options) } };
    }),
  );
  const heard = await Promise.all(
    answers.map(({ each, form }) => each.ask("POST", "/api/community/passkey", form)),
  );
  expect(heard.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  for (const table of ["accounts", "passkeys", "emails"] as const) {
    expect(await count(table)).toBe(1);
  }
  const late = await browser.ask("POST", "/api/community/passkey/challenge", FOUNDING);
  expect(late.body).toMatchObject({ code: "community_exists" });
});

test("whoever is invited joins with a passkey, which spends one use", async () => {
  const invite = await api.invite(await api.found(), { maxUses: 1 });
  const form = { token: invite.token, ...BOB };
  const joined = await browser.signUp("/api/people", form);
  expect(joined.status).toBe(201);
  const bob = sessionIn(joined);
  expect(bob.person).toMatchObject({ name: "Bob", role: "member" });
  expect(sessionIn(await browser.signIn()).person.id).toBe(bob.person.id);
  const next = await browser.ask("POST", "/api/people/passkey/challenge", form);
  expect(next.body).toMatchObject({ code: "invite_invalid" });
});

test("where everybody may come in, no invite is needed; elsewhere it is", async () => {
  await api.found();
  const refused = await browser.ask("POST", "/api/people/passkey/challenge", BOB);
  expect(refused.body).toMatchObject({ code: "invite_needed" });
  await api.database.client.execute("update community set door = 'open'");
  expect((await browser.signUp("/api/people", BOB)).status).toBe(201);
});

test("an address that is taken makes no account and leaves no passkey", async () => {
  const invite = await api.invite(await api.found());
  const form = { token: invite.token, displayName: "Ann", email: "ANN@example.org" };
  const refused = await browser.signUp("/api/people", form);
  expect(refused.body).toMatchObject({ code: "email_taken" });
  expect([await count("accounts"), await count("passkeys")]).toEqual([1, 0]);
  expect((await browser.signIn()).body).toMatchObject({ code: "passkey_unknown" });
});

test("an invite that is gone when the passkey is there lets nobody in", async () => {
  const ann = await api.found();
  const invite = await api.invite(ann);
  const form = { token: invite.token, ...BOB };
  const options = await browser.challenge("/api/people/passkey", form);
  await api.ask("DELETE", `/api/invites/${invite.id}`, { token: ann.accessToken });
  const passkey = browser.authenticator.make(options);
  const refused = await browser.ask("POST", "/api/people/passkey", { ...form, passkey });
  expect(refused.body).toMatchObject({ code: "invite_invalid" });
  expect([await count("accounts"), await count("passkeys")]).toEqual([1, 0]);
});

test("no account begins with a passkey that is another's", async () => {
  const ann = await api.found();
  const invite = await api.invite(ann);
  await browser.add(ann);
  const id = browser.authenticator.keys[0]?.id ?? "";
  const thief = new PasskeyOwner(api);
  const form = { token: invite.token, ...BOB };
  const refused = await thief.signUp("/api/people", form, { id });
  expect(refused.body).toMatchObject({ code: "passkey_exists" });
  expect(await count("accounts")).toBe(1);
});

test.each([
  [{ displayName: "  " }, "name_invalid"],
  [{ email: "nowhere" }, "email_invalid"],
  [{ email: `${"x".repeat(250)}@example.org` }, "email_invalid"],
  [{ password: "correct horse battery" }, "malformed"],
])("a form that is no good is refused before any passkey is made (%#)", async (wrong, code) => {
  const invite = await api.invite(await api.found());
  const form = { token: invite.token, ...BOB, ...wrong };
  const heard = await browser.ask("POST", "/api/people/passkey/challenge", form);
  expect(heard.body).toMatchObject({ code });
});

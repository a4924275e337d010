import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client.ts";
import { AccountMaker } from "../../test/account-maker.ts";
import { PASSWORD, type Heard, type SignedIn, type TestApi } from "../../test/api.ts";
import { tokenIn } from "../../test/mailed.ts";
import { startOidcApi, type OidcApi } from "../../test/oidc-api.ts";
import { PasskeyOwner } from "../../test/passkey-owner.ts";
import { ORIGIN } from "../../test/secrets.ts";

const VERA = "vera@example.org";
const NEW_PASSWORD = "a staple and a battery";
const FROM_PAGE = { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN };

// Mallory has signed up with an address that is Vera's, and Vera comes by mail.
let oidc: OidcApi;
let api: TestApi;
let mallory: SignedIn;
let ann: SignedIn;
beforeAll(async () => {
  oidc = await startOidcApi();
  ({ api } = oidc);
});
beforeEach(async () => {
  ann = await oidc.reset();
  mallory = await api.join(await api.invite(ann), "Vera");
});
afterAll(() => oidc.stop());

const post = (path: string, body: object, cookie?: string) =>
  api.ask("POST", path, { body, headers: FROM_PAGE, ...(cookie === undefined ? {} : { cookie }) });
const lastTo = async (to: string) => tokenIn((await api.mails(to)).at(-1));

async function askToSignIn(has?: string) {
  const { cookie = "" } = await post("/api/mail/sign-in", { email: VERA }, has);
  return { cookie: has ?? cookie, token: await lastTo(VERA) };
}
async function askToReset(): Promise<string> {
  await post("/api/mail/reset", { email: VERA });
  return lastTo(VERA);
}
const open = ({ token, cookie }: { token: string; cookie: string }) =>
  post("/api/mail/sign-in/link", { token }, cookie);
const choose = (token: string, cookie?: string) =>
  post("/api/mail/reset/password", { token, password: NEW_PASSWORD }, cookie);
async function openElsewhere({ token, cookie }: { token: string; cookie: string }) {
  const { body } = await post("/api/mail/sign-in/shown-code", { token });
  return post("/api/mail/sign-in/code", { code: (body as { code: string }).code }, cookie);
}

/** Each way by which the owner of a mailbox comes from outside. */
const WAYS: [string, () => Promise<Heard>][] = [
  ["a link to sign in", async () => open(await askToSignIn())],
  ["a code in its place", async () => openElsewhere(await askToSignIn())],
  ["a link to a new password", async () => choose(await askToReset())],
];
const proved = () =>
  api.database.client.execute({
    sql: "update emails set verified_at = 5 where email = ?",
    args: [VERA],
  });
const verifiedAt = async () => {
  const sql = "select verified_at from emails where email = ?";
  return (await api.database.client.execute({ sql, args: [VERA] })).rows[0]?.["verified_at"];
};
const signedOut = () => api.rooms().asked.filter((line) => /signed out/i.test(line));

describe.each(WAYS)("whoever comes first by %s", (_, come) => {
  test("has the account alone: nothing lets in whoever made it", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const heard = await come();
    expect(heard.body).toMatchObject({ waysRemoved: true });
    expect(await verifiedAt()).toBe(api.clock.now);
    expect(await maker.whatLetsIn()).toEqual([]);
    expect(signedOut()).toEqual([expect.stringContaining(AccountMaker.room)]);
  });

  test("takes nothing from anybody else", async () => {
    const other = await AccountMaker.of(oidc, ann, "ann@example.org");
    await come();
    const kept = ["token", "cookie", "password", "passkey", "identity", "code"];
    expect(await other.whatLetsIn()).toEqual(kept);
  });

  test("loses nothing when the address was known to be theirs", async () => {
    await proved();
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const heard = await come();
    expect(heard.body).not.toMatchObject({ waysRemoved: true });
    const isReset = heard.cookie === undefined;
    const others = ["passkey", "identity", "code"];
    expect(await maker.whatLetsIn()).toEqual(
      isReset ? others : ["token", "cookie", "password", ...others],
    );
    expect(await verifiedAt()).toBe(5);
  });

  test("cannot lose it again by a link that was asked for before", async () => {
    const change = { email: "mallory@evil.example" };
    await api.ask("PUT", "/api/email", { token: mallory.accessToken, body: change });
    const pending = await lastTo(change.email);
    await come();
    const { body } = await api.ask("POST", "/api/email/confirmation", {
      token: mallory.accessToken,
      body: { token: pending },
    });
    expect(body).toMatchObject({ code: "unauthenticated" });
    const { rows } = await api.database.client.execute(
      "select purpose from mail_tokens where spent_at is null",
    );
    expect(rows).toEqual([]);
    expect(await verifiedAt()).toBe(api.clock.now);
  });
});

describe("somebody who is signed in here", () => {
  test("keeps everything but what a new password ends anyway", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const heard = await choose(await askToReset(), mallory.cookie);
    expect(heard.body).toEqual({ waysRemoved: false });
    expect(await maker.whatLetsIn()).toEqual(["passkey", "identity", "code"]);
  });

  test("keeps everything when they sign in anew by a link", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const { cookie, token } = await askToSignIn();
    const heard = await open({ token, cookie: `${cookie}; ${mallory.cookie}` });
    expect(heard.status).toBe(201);
    expect(heard.body).not.toMatchObject({ waysRemoved: true });
    // The session whose place it took.
    const ways = ["password", "passkey", "identity", "code"];
    expect(await maker.whatLetsIn()).toEqual(ways);
    expect(await verifiedAt()).toBe(api.clock.now);
  });

  test("into another account is a stranger to this one", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const { cookie, token } = await askToSignIn();
    await open({ token, cookie: `${cookie}; ${ann.cookie}` });
    expect(await maker.whatLetsIn()).toEqual([]);
  });

  test("no more is a stranger too", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    await api.ask("DELETE", "/api/devices/all", { token: mallory.accessToken });
    await choose(await askToReset(), mallory.cookie);
    expect(await maker.whatLetsIn()).toEqual([]);
  });
});

describe("at the same time", () => {
  test("of two links one works, and what it brought stays", async () => {
    const first = await askToSignIn();
    const second = await askToSignIn(first.cookie);
    const heard = await Promise.all([open(first), open(second)]);
    expect(heard.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410]);
    const winner = heard.find(({ status }) => status === 201);
    const refreshed = await post("/api/session/refresh", {}, winner?.cookie);
    expect(refreshed.status).toBe(200);
  });

  test("a link that signs in and a new password do not undo each other", async () => {
    const [link, token] = [await askToSignIn(), await askToReset()];
    const [entered, chosen] = await Promise.all([open(link), choose(token)]);
    const isIn = entered.status === 201;
    expect([entered.status, chosen.status]).toEqual(isIn ? [201, 410] : [410, 200]);
    const signIn = (password: string) => post("/api/session", { email: VERA, password });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn(NEW_PASSWORD)).status).toBe(isIn ? 401 : 201);
  });

  // What Mallory is in the middle of when Vera comes: all was asked and found good, and only the write is left. It comes to nothing.
  const comes = (when: "before" | "after", write: string) => {
    const { client, ask } = api.database;
    const vera = async () => expect((await open(await askToSignIn())).status).toBe(201);
    const batch: typeof client.batch = async (statements, mode) => {
      const isIt = JSON.stringify(statements).includes(write);
      if (isIt && when === "before") await vera();
      const results = await client.batch(statements, mode);
      if (isIt && when === "after") await vera();
      return results;
    };
    const held = new Proxy(client, {
      get: (target, name) =>
        name === "batch" ? batch : Reflect.get(target, name, target).bind?.(target),
    });
    return { database: { ask, client: held } satisfies Database };
  };
  const count = async (table: string) =>
    (
      await api.database.client.execute({
        sql: `select 1 from ${table} where account_id = ?`,
        args: [mallory.person.id],
      })
    ).rows.length;

  test("a sign-in by the password that is going", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const heard = await maker.signInByPassword(comes("before", "insert into sessions"));
    expect(heard).toMatchObject({ status: 401, cookie: undefined });
  });

  test("a sign-in by a recovery code that is going", async () => {
    const maker = await AccountMaker.of(oidc, mallory, VERA);
    const heard = await maker.signInByCode(comes("after", "update recovery_codes"));
    expect(heard).toMatchObject({ status: 401, cookie: undefined });
  });

  test("a sign-in by a passkey that is going", async () => {
    const device = new PasskeyOwner(api, { world: () => comes("after", "update passkeys") });
    await device.add(mallory);
    expect((await device.signIn()).body).toMatchObject({ code: "passkey_unknown" });
  });

  test("a sign-in by another site that is going", async () => {
    await oidc.browser().visit({ why: "link", as: mallory }, "eve");
    const browser = oidc.browser();
    const path = await browser.showOneself(await browser.leave({ why: "sign_in" }), "eve");
    await browser.comeBack(path, comes("before", "insert into sessions"));
    expect(browser.cookies.has("rt")).toBe(false);
  });

  test("another site that is being linked", async () => {
    const browser = oidc.browser();
    const leaving = await browser.leave({ why: "link", as: mallory });
    const path = await browser.showOneself(leaving, "eve");
    await browser.comeBack(path, comes("before", "insert into identities"));
    expect(await count("identities")).toBe(0);
  });

  test("a first password", async () => {
    const token = mallory.accessToken;
    await api.database.client.execute("delete from passwords");
    const first = await api.ask("PUT", "/api/password", {
      token,
      body: { password: NEW_PASSWORD },
      world: comes("before", "insert into passwords"),
    });
    expect(first.status).not.toBe(204);
    expect(await count("passwords")).toBe(0);
  });

  test("new recovery codes", async () => {
    const heard = await api.ask("POST", "/api/recovery-codes", {
      token: mallory.accessToken,
      body: {},
      world: comes("before", "insert into recovery_codes"),
    });
    expect(heard.body).toMatchObject({ code: "unauthenticated" });
    expect(await count("recovery_codes")).toBe(0);
  });

  test("a new passkey", async () => {
    const device = new PasskeyOwner(api, { world: () => comes("before", "insert into passkeys") });
    expect((await device.add(mallory)).status).not.toBe(201);
    expect(await count("passkeys")).toBe(0);
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { codeIn } from "../../test/mailed.ts";
import { ORIGIN } from "../../test/secrets.ts";

const EVE = "Eve@Firm.example";
const FROM_PAGE = { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN };

let api: TestApi;
let ann: SignedIn;
let token: string;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  const invite = await api.invite(ann);
  token = invite.token;
  await bindTo("firm.example");
});
afterAll(() => api.stop());

const bindTo = (domain: string | null) =>
  api.database.client.execute({ sql: "update invites set email_domain = ?", args: [domain] });
const askForCode = (email = EVE) =>
  api.ask("POST", "/api/mail/join-code", { body: { email, token }, headers: FROM_PAGE });
const join = (also: object, cookie?: string) =>
  api.ask("POST", "/api/people", {
    body: { token, displayName: "Eve", email: EVE, password: PASSWORD, ...also },
    ...(cookie === undefined ? {} : { cookie }),
  });
async function codeFor(email = EVE) {
  const { status, cookie } = await askForCode(email);
  expect(status).toBe(202);
  return { cookie, emailCode: codeIn((await api.mails(email.toLowerCase())).at(-1)) };
}

test("an invite for one domain takes a code that was mailed there, and the address is known to be theirs", async () => {
  expect((await join({})).body).toMatchObject({ code: "email_not_proved" });
  const { cookie, emailCode } = await codeFor();
  expect((await join({ emailCode: "000000" }, cookie)).body).toMatchObject({ code: "code_wrong" });
  expect((await join({ emailCode }, cookie)).status).toBe(201);
  const { rows } = await api.database.client.execute(
    "select verified_at from emails where email = 'eve@firm.example'",
  );
  expect(rows[0]).toMatchObject({ verified_at: api.clock.now });
  const { rows: spent } = await api.database.client.execute("select spent_at from mail_tokens");
  expect(spent).toMatchObject([{ spent_at: api.clock.now }]);
  // And so nobody asks them to confirm it.
  expect(await api.mails()).toHaveLength(1);
});

test("an address of another domain, also one that only ends alike, is refused before anything is sent", async () => {
  for (const email of ["eve@other.example", "eve@notfirm.example", "eve@firm.example.org"]) {
    expect((await askForCode(email)).body).toMatchObject({ code: "email_domain" });
    expect((await join({ email })).body).toMatchObject({ code: "email_domain" });
  }
  expect(await api.mails()).toEqual([]);
});

test("a code proves the address that it was sent to, in the browser that asked", async () => {
  const { cookie, emailCode } = await codeFor();
  const other = { emailCode, email: "boss@firm.example" };
  expect((await join(other, cookie)).body).toMatchObject({ code: "code_wrong" });
  expect((await join({ emailCode })).body).toMatchObject({ code: "email_not_proved" });
  const strange = `browser=${"A".repeat(43)}`;
  expect((await join({ emailCode }, strange)).body).toMatchObject({ code: "code_wrong" });
  expect((await join({ emailCode }, cookie)).status).toBe(201);
});

test("a code is not spent by a sign-up that comes to nothing, and takes five tries", async () => {
  const { cookie, emailCode } = await codeFor();
  const broken = { fetch: () => Promise.reject(new Error("no hash")) };
  const failed = await api.ask("POST", "/api/people", {
    body: { token, displayName: "Eve", email: EVE, password: PASSWORD, emailCode },
    cookie: cookie ?? "",
    world: { env: { ...api.env, HASHER: broken } },
  });
  expect(failed.status).toBe(500);
  for (let tries = 0; tries < 3; tries += 1) await join({ emailCode: "000000" }, cookie);
  expect((await join({ emailCode }, cookie)).status).toBe(201);
  const second = await codeFor("second@firm.example");
  for (let tries = 0; tries < 5; tries += 1)
    await join({ email: "second@firm.example", emailCode: "000000" }, second.cookie);
  const late = await join({ email: "second@firm.example", ...second }, second.cookie);
  expect(late.status).not.toBe(201);
});

test("whoever has an account already hears so by mail, and the page tells nobody", async () => {
  await api.database.client.execute("update emails set email = 'eve@firm.example'");
  const heard = await askForCode();
  expect([heard.status, heard.body]).toEqual([202, null]);
  const [mail] = await api.mails();
  expect(mail?.subject).toBe("Your address and Club");
});

test("an invite that is for everyone has no code mailed, and wants none", async () => {
  await bindTo(null);
  expect((await askForCode()).body).toMatchObject({ code: "not_allowed" });
  expect(await api.mails()).toEqual([]);
  expect((await join({})).status).toBe(201);
  token = "none";
  expect((await askForCode()).body).toMatchObject({ code: "invite_invalid" });
  const mails = await api.mails();
  expect(mails.map(({ subject }) => subject)).toEqual(["Confirm your address for Club"]);
});

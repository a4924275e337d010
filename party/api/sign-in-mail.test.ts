import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DOOR_LIMITS, SIGN_IN_LINK_MS } from "#protocol/limits.ts";
import { startApi, type Heard, type TestApi } from "../../test/api.ts";
import { linkIn, tokenIn } from "../../test/mailed.ts";
import { ORIGIN } from "../../test/secrets.ts";

const ANN = "ann@example.org";
/** A browser that has asked for nothing. */
const STRANGE = `browser=${"A".repeat(43)}`;
const FROM_PAGE = { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN };

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  await api.found();
});
afterAll(() => api.stop());

const post = (path: string, body: object, cookie?: string) =>
  api.ask("POST", path, { body, headers: FROM_PAGE, ...(cookie === undefined ? {} : { cookie }) });

/** Asks for a link as a browser does: with its cookie, if it has one. Gives the cookie that it has then, and the link's secret. */
async function askForLink(email = ANN, has?: string) {
  const heard = await post("/api/mail/sign-in", { email }, has);
  expect(heard.status).toBe(202);
  const mail = (await api.mails(email)).at(-1);
  return { cookie: heard.cookie ?? "", mail, token: mail ? tokenIn(mail) : "" };
}
const open = (token: string, cookie?: string) =>
  post("/api/mail/sign-in/link", { token }, cookie ?? STRANGE);
const showCode = (token: string) => post("/api/mail/sign-in/shown-code", { token }, STRANGE);
const type = (code: string, cookie: string) => post("/api/mail/sign-in/code", { code }, cookie);
const codeOf = ({ body }: Heard) => (body as { code: string }).code;
const otherThan = (code: string) => (code === "111111" ? "222222" : "111111");

const verifiedAt = async () =>
  (await api.database.client.execute("select verified_at from emails")).rows[0]?.["verified_at"];

describe("a link to sign in", () => {
  test("signs in the browser that asked, once, and shows that the address is theirs", async () => {
    const { cookie, mail, token } = await askForLink();
    expect(linkIn(mail)).toBe(`https://chat.example.org/link#sign-in.${token}`);
    expect(cookie).toMatch(/^browser=[\w-]{43}$/);
    expect(await verifiedAt()).toBeNull();
    const heard = await open(token, cookie);
    expect(heard.status).toBe(201);
    expect(heard.body).toMatchObject({ person: { name: "Ann", role: "owner" } });
    expect(heard.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^rt=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/),
      "browser=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    ]);
    expect(await verifiedAt()).toBe(api.clock.now);
    expect((await open(token, cookie)).body).toMatchObject({ code: "link_invalid" });
  });

  test("of any number who open it at once signs in one", async () => {
    const { cookie, token } = await askForLink();
    const heard = await Promise.all(Array.from({ length: 8 }, () => open(token, cookie)));
    expect(heard.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("works in no other browser, and is not spent by it", async () => {
    const { cookie, token } = await askForLink();
    expect((await open(token)).body).toMatchObject({ code: "other_browser" });
    const without = await api.ask("POST", "/api/mail/sign-in/link", {
      body: { token },
      headers: FROM_PAGE,
    });
    expect(without.body).toMatchObject({ code: "other_browser" });
    expect((await open(token, cookie)).status).toBe(201);
  });

  test("is not spent by whatever a mail scanner gets", async () => {
    const { cookie, token } = await askForLink();
    for (const path of ["/link", "/api/mail/sign-in/link", `/api/mail/sign-in/link?token=${token}`])
      expect((await api.ask("GET", path)).status).toBe(404);
    expect((await open(token, cookie)).status).toBe(201);
  });

  test("works for ten minutes", async () => {
    const { cookie, token } = await askForLink();
    api.clock.now += SIGN_IN_LINK_MS;
    expect((await open(token, cookie)).body).toMatchObject({ code: "link_invalid" });
  });

  test("works also when a later one was asked for in the same browser", async () => {
    const first = await askForLink();
    const second = await askForLink(ANN, first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect((await open(first.token, first.cookie)).status).toBe(201);
  });

  test("is void once the address is somebody else's", async () => {
    const { cookie, token } = await askForLink();
    await api.database.client.execute("update emails set email = 'other@example.org'");
    expect((await open(token, cookie)).body).toMatchObject({ code: "link_invalid" });
  });

  test("lets nobody in who was put out", async () => {
    const { cookie, token } = await askForLink();
    await api.database.client.execute("update accounts set banned_at = 1");
    expect((await open(token, cookie)).body).toMatchObject({ code: "banned" });
  });

  test("is stored as a hash, and so is the browser", async () => {
    const { cookie, token } = await askForLink();
    const { rows } = await api.database.client.execute("select * from mail_tokens");
    const stored = JSON.stringify(rows);
    expect(stored).toContain(ANN);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(cookie.slice("browser=".length));
  });
});

describe("the code in place of a link", () => {
  test("is shown wherever the link is opened, and signs in the browser that asked", async () => {
    const { cookie, token } = await askForLink();
    const shown = await showCode(token);
    expect(shown.body).toEqual({ code: expect.stringMatching(/^\d{6}$/) });
    expect((await showCode(token)).body).toEqual(shown.body);
    const code = codeOf(shown);
    expect((await type(code, STRANGE)).body).toMatchObject({ code: "code_wrong" });
    expect((await type(`${code.slice(0, 3)} ${code.slice(3)}`, cookie)).status).toBe(201);
    expect((await type(code, cookie)).body).toMatchObject({ code: "code_wrong" });
    expect((await open(token, cookie)).body).toMatchObject({ code: "link_invalid" });
  });

  test("is good for nothing before somebody has opened the link", async () => {
    const other = await askForLink();
    const code = codeOf(await showCode(other.token));
    const { cookie, token } = await askForLink();
    expect((await type(code, cookie)).status).toBe(403);
    await showCode(token);
    const { rows } = await api.database.client.execute(
      "select count(*) as without from mail_tokens where code_hash is null",
    );
    expect(rows[0]).toMatchObject({ without: 0 });
  });

  test("is not found by trying: after five wrong ones the right one is too late", async () => {
    const { cookie, token } = await askForLink();
    const code = codeOf(await showCode(token));
    for (let tries = 0; tries < 4; tries += 1) await type(otherThan(code), cookie);
    const second = await askForLink();
    expect((await type(code, cookie)).status).toBe(201);
    const last = codeOf(await showCode(second.token));
    for (let tries = 0; tries < 5; tries += 1) await type(otherThan(last), second.cookie);
    expect((await type(last, second.cookie)).body).toMatchObject({ code: "code_wrong" });
  });

  test("counts tries that come at once", async () => {
    const { cookie, token } = await askForLink();
    const code = codeOf(await showCode(token));
    await Promise.all(Array.from({ length: 5 }, () => type(otherThan(code), cookie)));
    expect((await type(code, cookie)).body).toMatchObject({ code: "code_wrong" });
  });

  test("works for ten minutes", async () => {
    const { cookie, token } = await askForLink();
    const code = codeOf(await showCode(token));
    api.clock.now += SIGN_IN_LINK_MS;
    expect((await type(code, cookie)).body).toMatchObject({ code: "code_wrong" });
  });
});

describe("asking for a link", () => {
  test("is answered alike for an address that nobody has, and sends nothing", async () => {
    const known = await post("/api/mail/sign-in", { email: ANN });
    const unknown = await post("/api/mail/sign-in", { email: "nobody@example.org" });
    const told = ({ status, body, headers }: Heard) => ({
      status,
      body,
      headers: [...headers].filter(([name]) => name !== "set-cookie"),
      cookie: headers.get("Set-Cookie")?.replace(/=[\w-]{43}/, "=…"),
    });
    expect(told(unknown)).toEqual(told(known));
    expect((await api.mails()).map(({ to }) => to)).toEqual([ANN]);
  });

  test("brings five mails an hour into one mailbox, whoever asks, and says nothing of it", async () => {
    const most = DOOR_LIMITS.mailboxPerHour;
    for (let asked = 0; asked < most + 2; asked += 1) {
      api.clock.now += 20_000;
      expect((await post("/api/mail/sign-in", { email: "  ANN@example.org " })).status).toBe(202);
      await api.settle();
    }
    expect(await api.mails(ANN)).toHaveLength(most);
    api.clock.now += 12 * 60_000;
    await post("/api/mail/reset", { email: ANN });
    expect(await api.mails(ANN)).toHaveLength(most + 1);
  });

  test("says what is no address, and nothing where no mail is sent", async () => {
    const none = await post("/api/mail/sign-in", { email: "ann" });
    expect(none.body).toMatchObject({ code: "email_invalid" });
    const off = await api.ask("POST", "/api/mail/sign-in", {
      body: { email: ANN },
      headers: FROM_PAGE,
      world: { mailer: null },
    });
    expect(off.body).toMatchObject({ code: "mail_off" });
    const { body } = await api.ask("GET", "/api/community", { world: { mailer: null } });
    expect(body).toMatchObject({ mail: false });
    expect((await api.ask("GET", "/api/community")).body).toMatchObject({ mail: true });
  });

  test("leads to no page but the community's own", async () => {
    const asked = await api.ask("POST", "/api/mail/sign-in", {
      body: { email: ANN },
      headers: { ...FROM_PAGE, Origin: "https://evil.example", Host: "evil.example" },
    });
    expect(asked.body).toMatchObject({ code: "origin_forbidden" });
    await api.ask("POST", "/api/mail/reset", {
      body: { email: ANN },
      origin: "https://evil.example",
    });
    const [mail] = await api.mails();
    expect(linkIn(mail)).toMatch(/^https:\/\/chat\.example\.org\/reset#/);
  });
});

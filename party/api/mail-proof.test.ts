import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { MAIL_CODE_MS } from "#protocol/limits.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { codeIn, tokenIn } from "../../test/mailed.ts";
import { ORIGIN } from "../../test/secrets.ts";

const ANN = "ann@example.org";
/** Longer than signing in counts as a proof, shorter than an access token lives. */
const A_WHILE_MS = 5 * 60_000;

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  await api.database.client.execute("delete from passwords");
  await api.database.client.execute("update sessions set proved_at = 0");
});
afterAll(() => api.stop());

const post = (path: string, body: object, who = ann) =>
  api.ask("POST", path, { token: who.accessToken, body });
const codeMailed = async () => codeIn((await api.mails(ANN)).at(-1));
const isProved = async () =>
  (await api.ask("PUT", "/api/email", { token: ann.accessToken, body: { email: "x@y.example" } }))
    .status === 202;

/** Ann on another device, by a link. */
async function annElsewhere(): Promise<SignedIn> {
  const headers = { Origin: ORIGIN };
  const asked = await api.ask("POST", "/api/mail/sign-in", { body: { email: ANN }, headers });
  const heard = await api.ask("POST", "/api/mail/sign-in/link", {
    body: { token: tokenIn((await api.mails(ANN)).at(-1)) },
    cookie: asked.cookie ?? "",
  });
  const { accessToken } = v.parse(v.object({ accessToken: v.string() }), heard.body);
  return { ...ann, accessToken };
}

test("whoever has neither password nor passkey shows by a code in a mail that it is them", async () => {
  const ways = await api.ask("GET", "/api/proof", { token: ann.accessToken });
  expect(ways.body).toEqual({ password: false, passkey: false, mail: true });
  expect(await isProved()).toBe(false);
  expect((await post("/api/proof/mail", {})).status).toBe(202);
  const code = await codeMailed();
  expect((await post("/api/proof/code", { code: "000000" })).body).toMatchObject({
    code: "code_wrong",
  });
  expect((await post("/api/proof/code", { code })).status).toBe(204);
  expect(await isProved()).toBe(true);
  expect((await post("/api/proof/code", { code })).body).toMatchObject({ code: "code_wrong" });
});

test("whoever has a password uses that", async () => {
  const bob = await api.join(await api.invite(ann), "Bob");
  expect((await post("/api/proof/mail", {}, bob)).body).toMatchObject({ code: "proof_otherwise" });
  const ways = await api.ask("GET", "/api/proof", { token: bob.accessToken });
  expect(ways.body).toEqual({ password: true, passkey: false, mail: false });
  expect(await api.mails()).toEqual([]);
});

test("whoever has a passkey uses that", async () => {
  await api.database.client.execute({
    sql: `insert into passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
      values ('k', ?, 'Key', 'p', 0, '[]', 0, 1)`,
    args: [ann.person.id],
  });
  expect((await post("/api/proof/mail", {})).body).toMatchObject({ code: "proof_otherwise" });
});

test("a code is good for the session that asked, and for nobody else's", async () => {
  // Else coming by a link would end the session that asks.
  await api.database.client.execute("update emails set verified_at = 1");
  const bob = await api.join(await api.invite(ann), "Bob");
  await post("/api/proof/mail", {});
  const code = await codeMailed();
  expect((await post("/api/proof/code", { code }, bob)).body).toMatchObject({ code: "code_wrong" });
  const elsewhere = await annElsewhere();
  expect((await post("/api/proof/code", { code }, elsewhere)).body).toMatchObject({
    code: "code_wrong",
  });
  expect((await post("/api/proof/code", { code })).status).toBe(204);
});

test("a code takes five tries and ten minutes, no more", async () => {
  await post("/api/proof/mail", {});
  const code = await codeMailed();
  for (let tries = 0; tries < 5; tries += 1)
    await post("/api/proof/code", { code: code === "111111" ? "222222" : "111111" });
  expect((await post("/api/proof/code", { code })).body).toMatchObject({ code: "code_wrong" });
  await post("/api/proof/mail", {});
  const late = await codeMailed();
  await api.database.client.execute({
    sql: "update mail_tokens set expires_at = expires_at - ?",
    args: [MAIL_CODE_MS - A_WHILE_MS + 1],
  });
  api.clock.now += A_WHILE_MS - 1;
  expect((await post("/api/proof/code", { code: late })).body).toMatchObject({
    code: "code_wrong",
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RESET_LINK_MS } from "#protocol/limits.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { tokenIn } from "../../test/mailed.ts";

const ANN = "ann@example.org";
const NEW_PASSWORD = "a staple and a battery";

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

async function askForLink(email = ANN): Promise<string> {
  const heard = await api.ask("POST", "/api/mail/reset", { body: { email } });
  expect(heard.status).toBe(202);
  return tokenIn((await api.mails(email)).at(-1));
}
const choose = (token: string, password = NEW_PASSWORD) =>
  api.ask("POST", "/api/mail/reset/password", { body: { token, password } });
const signIn = (password: string) =>
  api.ask("POST", "/api/session", { body: { email: ANN, password } });

test("a lost password is replaced once by a link, and signs in nobody by itself", async () => {
  const token = await askForLink();
  const heard = await choose(token);
  expect([heard.status, heard.cookie]).toEqual([200, undefined]);
  expect((await signIn(PASSWORD)).body).toMatchObject({ code: "sign_in_failed" });
  expect((await signIn(NEW_PASSWORD)).status).toBe(201);
  expect((await choose(token, PASSWORD)).body).toMatchObject({ code: "link_invalid" });
  const { rows } = await api.database.client.execute("select verified_at from emails");
  expect(rows[0]).toMatchObject({ verified_at: api.clock.now });
});

test("it ends every session, in every room, and its owner is told", async () => {
  const id = "01a205b3-d000-7343-8bd8-c829d6a705f5";
  await api.database.client.batch([
    {
      sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members) values (?, 'Tea', 'tea', '', ?, 1, 1)",
      args: [id, ann.person.id],
    },
    {
      sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
      args: [id, ann.person.id],
    },
  ]);
  await choose(await askForLink());
  const rooms = await api.ask("GET", "/api/rooms", { token: ann.accessToken });
  expect(rooms.body).toMatchObject({ code: "unauthenticated" });
  const refreshed = await api.ask("POST", "/api/session/refresh", { body: {}, cookie: ann.cookie });
  expect(refreshed.body).toMatchObject({ code: "session_expired" });
  expect(api.rooms().asked.filter((line) => /signed out/i.test(line))).toHaveLength(1);
  const notice = (await api.mails(ANN)).at(-1);
  expect(notice?.subject).toBe("Club: Your password was replaced");
});

test("a link works for half an hour", async () => {
  const token = await askForLink();
  api.clock.now += RESET_LINK_MS;
  expect((await choose(token)).body).toMatchObject({ code: "link_invalid" });
});

test("what is no good password spends no link, and another link is void after the first", async () => {
  const [first, second] = [await askForLink(), await askForLink()];
  expect((await choose(first, "short")).body).toMatchObject({ code: "password_too_short" });
  expect((await choose(first)).status).toBe(200);
  expect((await choose(second, PASSWORD)).body).toMatchObject({ code: "link_invalid" });
});

test("of two who choose at once one succeeds", async () => {
  const token = await askForLink();
  const heard = await Promise.all([choose(token), choose(token, "another staple and battery")]);
  expect(heard.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("someone without a password gets one", async () => {
  await api.database.client.execute("delete from passwords");
  expect((await choose(await askForLink())).status).toBe(200);
  expect((await signIn(NEW_PASSWORD)).status).toBe(201);
});

test("an address that nobody has is answered alike and sent nothing", async () => {
  const heard = await api.ask("POST", "/api/mail/reset", { body: { email: "nobody@example.org" } });
  expect([heard.status, heard.body]).toEqual([202, null]);
  expect(await api.mails()).toEqual([]);
});

test("a token that was never given makes nobody hash", async () => {
  const hasher = { fetch: () => Promise.reject(new Error("asked")) };
  const heard = await api.ask("POST", "/api/mail/reset/password", {
    body: { token: "A".repeat(43), password: NEW_PASSWORD },
    world: { env: { ...api.env, HASHER: hasher } },
  });
  expect(heard.body).toMatchObject({ code: "link_invalid" });
});

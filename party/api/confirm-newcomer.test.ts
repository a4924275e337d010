import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DOOR_LIMITS } from "#protocol/limits.ts";
import { FOUNDING, signUp, startApi, type Heard, type TestApi } from "../../test/api.ts";
import { tokenIn } from "../../test/mailed.ts";
import { PasskeyOwner, sessionIn } from "../../test/passkey-owner.ts";

const BOB = "bob@example.org";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const found = (world = {}) => api.ask("POST", "/api/community", { body: FOUNDING, world });
async function bySignUp(world = {}) {
  const { token } = await api.invite(await api.found());
  return api.ask("POST", "/api/people", { body: signUp(token, "Bob"), world });
}
async function byPasskey() {
  const { token } = await api.invite(await api.found());
  const form = { token, displayName: "Bob", email: BOB };
  return new PasskeyOwner(api).signUp("/api/people", form);
}
function foundByPasskey() {
  const { name, displayName, email } = FOUNDING;
  return new PasskeyOwner(api).signUp("/api/community", { name, displayName, email });
}

test.each<[string, string, () => Promise<Heard>]>([
  ["a password", BOB, bySignUp],
  ["a passkey", BOB, byPasskey],
  ["a password and a community", FOUNDING.email, found],
  ["a passkey and a community", FOUNDING.email, foundByPasskey],
])("whoever signs up with %s is asked at once to confirm the address", async (_, email, join) => {
  const heard = await join();
  expect(heard.status).toBe(201);
  const { accessToken: token } = sessionIn(heard);
  // Nothing waits for it.
  expect((await api.ask("GET", "/api/rooms", { token })).status).toBe(200);
  const mails = await api.mails();
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    [email, "Confirm your address for Club"],
  ]);
  const body = { token: tokenIn(mails[0]) };
  const confirmed = await api.ask("POST", "/api/email/confirmation", { token, body });
  expect(confirmed.body).toEqual({ email });
});

test("whoever is turned away is mailed nothing", async () => {
  await found();
  await api.mails();
  expect((await found()).status).toBe(409);
  expect(await api.mails()).toHaveLength(1);
});

test("nothing is mailed to an address that nobody can have", async () => {
  const { token } = await api.invite(await api.found());
  await api.mails();
  const body = { ...signUp(token, "Smoke"), email: "smoke@parley.invalid" };
  expect((await api.ask("POST", "/api/people", { body })).status).toBe(201);
  expect(await api.mails("smoke@parley.invalid")).toEqual([]);
});

test("where no mail is sent, one signs up all the same", async () => {
  expect((await bySignUp({ mailer: null })).status).toBe(201);
  expect(await api.mails()).toEqual([]);
});

test("it counts with what strangers have sent into that mailbox", async () => {
  expect((await bySignUp()).status).toBe(201);
  await api.settle();
  for (let asked = 0; asked < DOOR_LIMITS.mailboxPerHour; asked += 1) {
    api.clock.now += 20_000;
    await api.ask("POST", "/api/mail/reset", { body: { email: BOB } });
    await api.settle();
  }
  expect(await api.mails(BOB)).toHaveLength(DOOR_LIMITS.mailboxPerHour);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";

const NEW_PASSWORD = "a staple and a battery";
const PROOF_LASTS_MS = 5 * 60_000;

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  bob = await api.join(await api.invite(ann), "Bob");
});
afterAll(() => api.stop());

const become = (who: SignedIn, change: string) =>
  api.database.client.execute({
    sql: `update accounts set ${change} where id = ?`,
    args: [who.person.id],
  });
const invite = (who: SignedIn) =>
  api.ask("POST", "/api/invites", { token: who.accessToken, body: {} });

describe("a role", () => {
  test("that has changed counts at once, whatever the token says", async () => {
    expect((await invite(bob)).body).toMatchObject({ code: "not_allowed" });
    await become(bob, "role = 'admin'");
    expect((await invite(bob)).status).toBe(201);
    await become(ann, "role = 'member'");
    expect((await invite(ann)).body).toMatchObject({ code: "not_allowed" });
  });

  test("is told with the next session, and a guest is told of no room that they are not in", async () => {
    await become(bob, "role = 'guest'");
    const heard = await api.ask("POST", "/api/session/refresh", { body: {}, cookie: bob.cookie });
    expect(heard.body).toMatchObject({ person: { role: "guest" } });
    await api.database.client.execute({
      sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members, opened_at) values ('r', 'Tea', 'tea', '', ?, 1, 1, 1)",
      args: [ann.person.id],
    });
    const rooms = (who: SignedIn) => api.ask("GET", "/api/rooms", { token: who.accessToken });
    expect((await rooms(ann)).body).toMatchObject({ rooms: [{ name: "Tea" }] });
    expect((await rooms(bob)).body).toEqual({ rooms: [] });
  });
});

describe("who is put out", () => {
  test("is let in nowhere that knows, at once, and hears so when signing in", async () => {
    await become(bob, "banned_at = 1");
    const rooms = await api.ask("GET", "/api/rooms", { token: bob.accessToken });
    expect(rooms.body).toMatchObject({ code: "unauthenticated" });
    const refreshed = await api.ask("POST", "/api/session/refresh", {
      body: {},
      cookie: bob.cookie,
    });
    expect(refreshed.body).toMatchObject({ code: "session_expired" });
    const signIn = (password: string) =>
      api.ask("POST", "/api/session", { body: { email: "bob@example.org", password } });
    expect((await signIn(PASSWORD)).body).toMatchObject({ code: "banned" });
    // Nobody else learns it.
    expect((await signIn("not the password")).body).toMatchObject({ code: "sign_in_failed" });
  });

  test("joins no room with what they still hold", async () => {
    await become(bob, "banned_at = 1");
    const id = "01a205b3-d000-7343-8bd8-c829d6a705f5";
    const joined = await api.ask("POST", `/api/rooms/${id}/commands`, {
      token: bob.accessToken,
      body: { type: "room.join", id },
    });
    expect(joined.body).toMatchObject({ code: "unauthenticated" });
  });
});

describe("a proof that it is them", () => {
  const change = (body: object) =>
    api.ask("PUT", "/api/password", { token: ann.accessToken, body });
  const prove = (password: string) =>
    api.ask("POST", "/api/proof/password", { token: ann.accessToken, body: { password } });

  test("lasts five minutes from signing in, and is renewed by the password", async () => {
    api.clock.now += PROOF_LASTS_MS;
    ann = await again(ann);
    expect((await change({ password: NEW_PASSWORD })).body).toMatchObject({ code: "proof_needed" });
    expect((await prove("not the password")).body).toMatchObject({ code: "password_wrong" });
    expect((await change({ password: NEW_PASSWORD })).status).toBe(403);
    expect((await prove(PASSWORD)).status).toBe(204);
    expect((await change({ password: NEW_PASSWORD })).status).toBe(204);
  });

  test("is not made by guessing", async () => {
    for (let guess = 0; guess < 5; guess += 1) await prove("not the password");
    expect((await prove(PASSWORD)).body).toMatchObject({ code: "rate_limited" });
  });

  async function again(who: SignedIn): Promise<SignedIn> {
    const heard = await api.ask("POST", "/api/session/refresh", { body: {}, cookie: who.cookie });
    const token = heard.body;
    if (typeof token !== "object" || token === null || !("accessToken" in token))
      throw new Error("not refreshed");
    return { ...who, accessToken: String(token.accessToken), cookie: heard.cookie ?? "" };
  }
});

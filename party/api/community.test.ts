import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FOUNDING, startApi, type TestApi } from "../../test/api.ts";
import { NOON } from "../../test/words.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const found = (changes: object = {}) =>
  api.ask("POST", "/api/community", { body: { ...FOUNDING, ...changes } });

describe("the community", () => {
  test("has no name before it is founded, and then the one it was given", async () => {
    expect((await api.ask("GET", "/api/community")).body).toMatchObject({ name: null });
    expect((await found({ name: "  The \u202e Club " })).status).toBe(201);
    expect((await api.ask("GET", "/api/community")).body).toEqual({
      name: "The Club",
      door: "invite",
      editWindowMs: null,
      mail: true,
      hasSession: false,
    });
  });

  test("tells a browser whether it has a session to ask for", async () => {
    const cookie = "rt=whatever-it-is";
    const told = async () => (await api.ask("GET", "/api/community", { cookie })).body;
    expect(await told()).toMatchObject({ hasSession: true });
  });

  test("signs its founder in as owner", async () => {
    const { status, body, headers } = await found();
    expect(status).toBe(201);
    expect(body).toEqual({
      accessToken: expect.any(String),
      expiresAt: NOON + 5 * 60_000,
      person: { id: expect.any(String), name: "Ann", role: "owner" },
    });
    expect(headers.get("Set-Cookie")).toMatch(
      /^rt=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test("gives browsers that come by https a cookie that they guard better", async () => {
    const headers = { Origin: "https://chat.example.org", "Sec-Fetch-Site": "same-origin" };
    const heard = await api.ask("POST", "/api/community", { body: FOUNDING, headers });
    expect(heard.headers.get("Set-Cookie")).toMatch(
      /^__Host-rt=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test("is founded once, also when several try at the same time", async () => {
    const emails = ["a@example.org", "b@example.org", "c@example.org", "d@example.org"];
    const heard = await Promise.all(emails.map((email) => found({ email })));
    const statuses = heard.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, 409, 409, 409]);
    expect(await found()).toMatchObject({ status: 409, body: { code: "community_exists" } });
    const { rows } = await api.database.client.execute("select count(*) as people from accounts");
    expect(rows[0]?.["people"]).toBe(1);
  });

  test.each([
    [{ name: " \u200b " }, "name_invalid"],
    [{ name: "x".repeat(81) }, "name_invalid"],
    [{ displayName: "\u0007" }, "name_invalid"],
    [{ email: "ann" }, "email_invalid"],
    [{ email: "ann@example" }, "email_invalid"],
    [{ email: `${"a".repeat(250)}@example.org` }, "email_invalid"],
    [{ password: "1234567" }, "password_too_short"],
    [{ password: "12345678" }, "password_common"],
    [{ password: "Football" }, "password_common"],
    [{ password: "👍👍👍👍" }, "password_too_short"],
    [{ password: "x".repeat(257) }, "password_too_long"],
    [{ password: "x".repeat(10_000) }, "password_too_long"],
    [{ extra: true }, "malformed"],
    [{ email: 5 }, "malformed"],
  ])("is not founded with %j: %s", async (changes, code) => {
    const { body } = await found(changes);
    expect(body).toMatchObject({ code, retryable: false });
    expect((await api.ask("GET", "/api/community")).body).toMatchObject({ name: null });
  });
});

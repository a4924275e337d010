import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, signUp, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { NOON } from "../../test/words.ts";

const DAY_MS = 24 * 60 * 60_000;

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

const join = (token: string, name = "Bob", changes: object = {}) =>
  api.ask("POST", "/api/people", { body: { ...signUp(token, name), ...changes } });
const look = (token: string) => api.ask("POST", "/api/invites/look", { body: { token } });
const list = () => api.ask("GET", "/api/invites", { token: ann.accessToken });

describe("an invite", () => {
  test("signs someone up who is a member at once", async () => {
    const { token } = await api.invite(ann);
    const heard = await join(token);
    expect(heard).toMatchObject({ status: 201, body: { person: { name: "Bob", role: "member" } } });
    expect(heard.cookie).toMatch(/^rt=/);
    const signIn = { email: "bob@example.org", password: PASSWORD };
    expect((await api.ask("POST", "/api/session", { body: signIn })).status).toBe(201);
  });

  test("is told once, and looking at it spends nothing", async () => {
    const { id, token } = await api.invite(ann, { maxUses: 2, days: 1 });
    expect(await look(token)).toMatchObject({ body: { community: "Club", invitedBy: "Ann" } });
    expect((await list()).body).toEqual({
      invites: [
        {
          id,
          role: "member",
          room: null,
          emailDomain: null,
          createdBy: "Ann",
          createdAt: NOON,
          expiresAt: NOON + DAY_MS,
          maxUses: 2,
          uses: 0,
        },
      ],
    });
    const { rows } = await api.database.client.execute("select * from invites");
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("lets in as many as it says, when ten come at once", async () => {
    const { token } = await api.invite(ann, { maxUses: 1 });
    const names = Array.from({ length: 10 }, (_, i) => `Person${i}`);
    const heard = await Promise.all(names.map((name) => join(token, name)));
    expect(heard.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = heard.filter(({ status }) => status !== 201);
    // On a slow machine some give up waiting for their hash.
    const code = expect.stringMatching(/^(invite_invalid|busy)$/);
    for (const { body } of others) expect(body).toMatchObject({ code });
    const { rows } = await api.database.client.execute("select count(*) as people from accounts");
    expect(rows[0]?.["people"]).toBe(2);
    expect((await list()).body).toEqual({ invites: [] });
  });

  test("ends after a week unless it says otherwise", async () => {
    const { token } = await api.invite(ann);
    api.clock.now = NOON + 7 * DAY_MS - 1;
    expect((await look(token)).status).toBe(200);
    api.clock.now += 1;
    expect(await look(token)).toMatchObject({ status: 404, body: { code: "invite_invalid" } });
    expect((await join(token)).body).toMatchObject({ code: "invite_invalid" });
  });

  test("ends when an owner revokes it", async () => {
    const { id, token } = await api.invite(ann);
    const revoked = await api.ask("DELETE", `/api/invites/${id}`, { token: ann.accessToken });
    expect(revoked.status).toBe(204);
    expect((await join(token)).body).toMatchObject({ code: "invite_invalid" });
    expect((await list()).body).toEqual({ invites: [] });
  });

  test("that was made up is not valid", async () => {
    expect((await join("x".repeat(43))).body).toMatchObject({ code: "invite_invalid" });
    expect((await look("")).body).toMatchObject({ code: "invite_invalid" });
  });

  test("keeps its place when the address is taken or something is wrong with the sign-up", async () => {
    const { token } = await api.invite(ann, { maxUses: 1 });
    const taken = await join(token, "Bob", { email: "ANN@example.org" });
    expect(taken).toMatchObject({ status: 409, body: { code: "email_taken" } });
    expect((await join(token, " ")).body).toMatchObject({ code: "name_invalid" });
    expect((await join(token, "Bob", { password: "short" })).body).toMatchObject({
      code: "password_too_short",
    });
    expect((await join(token, "Bob", { password: "trustno1" })).body).toMatchObject({
      code: "password_common",
    });
    expect((await join(token)).status).toBe(201);
  });

  test.each([
    { maxUses: 0 },
    { maxUses: 1.5 },
    { maxUses: 100_000 },
    { days: 31 },
    { role: "owner" },
  ])("cannot be had with %j", async (body) => {
    const heard = await api.ask("POST", "/api/invites", { token: ann.accessToken, body });
    expect(heard).toMatchObject({ status: 400, body: { code: "malformed" } });
  });

  test("is for owners to make, see and revoke, and members are told so", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const asked: [string, string, object][] = [
      ["POST", "/api/invites", { body: {} }],
      ["GET", "/api/invites", {}],
      ["DELETE", "/api/invites/any", {}],
    ];
    for (const [method, path, extra] of asked) {
      const heard = await api.ask(method, path, { token: bob.accessToken, ...extra });
      expect(heard).toMatchObject({ status: 403, body: { code: "not_allowed" } });
      expect((await api.ask(method, path, extra)).body).toMatchObject({ code: "unauthenticated" });
    }
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CommunityRole, mayDecideAbout } from "#protocol/roles.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, roomId } from "../../test/words.ts";

const ROLES = CommunityRole.options;
const PROOF_LASTS_MS = 5 * 60_000;
const TEA = roomId(commandId(1));

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
let cleo: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  const invite = await api.invite(ann);
  [bob, cleo] = [await api.join(invite, "Bob"), await api.join(invite, "Cleo")];
});
afterAll(() => api.stop());

const become = (who: SignedIn, change: string) =>
  api.database.client.execute({
    sql: `update accounts set ${change} where id = ?`,
    args: [who.person.id],
  });
const roleOf = async (who: SignedIn) => {
  const { rows } = await api.database.client.execute({
    sql: "select role from accounts where id = ?",
    args: [who.person.id],
  });
  return rows[0]?.["role"];
};
const makeRole = (by: SignedIn, about: { person: { id: string } }, role: CommunityRole) =>
  api.ask("PUT", `/api/people/${about.person.id}/role`, { token: by.accessToken, body: { role } });
const ban = (by: SignedIn, about: { person: { id: string } }) =>
  api.ask("PUT", `/api/people/${about.person.id}/ban`, { token: by.accessToken });
const unban = (by: SignedIn, about: SignedIn) =>
  api.ask("DELETE", `/api/people/${about.person.id}/ban`, { token: by.accessToken });
const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  status === 204 ? "done" : body;

const nobody = { person: { id: "nobody" } };

describe("a role", () => {
  test.each(ROLES)("is given by the table and by nothing else: %s", async (by) => {
    // Ann stays an owner, so that what is looked at is never about the last one.
    await become(bob, `role = '${by}'`);
    for (const about of ROLES) {
      for (const to of ROLES) {
        await become(cleo, `role = '${about}'`);
        const heard = await makeRole(bob, cleo, to);
        const may = mayDecideAbout(by, about, to);
        expect([by, about, to, codeOf(heard)]).toEqual([
          by,
          about,
          to,
          may ? "done" : expect.objectContaining({ code: "not_allowed" }),
        ]);
        expect(await roleOf(cleo)).toBe(may ? to : about);
      }
    }
  });

  test("of one's own goes down and never up", async () => {
    await become(bob, "role = 'admin'");
    expect((await makeRole(bob, bob, "owner")).body).toMatchObject({ code: "not_allowed" });
    expect((await makeRole(bob, bob, "admin")).body).toMatchObject({ code: "not_allowed" });
    expect((await makeRole(bob, bob, "member")).status).toBe(204);
    expect((await makeRole(bob, bob, "guest")).body).toMatchObject({ code: "not_allowed" });
    expect(await roleOf(bob)).toBe("member");
  });

  test("of the last owner stays until there is another", async () => {
    expect(await makeRole(ann, ann, "member")).toMatchObject({
      status: 409,
      body: { code: "last_owner" },
    });
    expect((await makeRole(ann, bob, "owner")).status).toBe(204);
    expect((await makeRole(ann, ann, "member")).status).toBe(204);
    expect((await makeRole(bob, bob, "admin")).body).toMatchObject({ code: "last_owner" });
    // An owner who was put out owns nothing.
    await become(ann, "role = 'owner', banned_at = 1");
    expect((await makeRole(bob, bob, "admin")).body).toMatchObject({ code: "last_owner" });
  });

  test("is not lost to both of two owners who take it from each other at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      await become(ann, "role = 'owner'");
      await become(bob, "role = 'owner'");
      await Promise.all([makeRole(ann, bob, "member"), makeRole(bob, ann, "member")]);
      expect([await roleOf(ann), await roleOf(bob)]).toContain("owner");
    }
  });

  test("that decides about others takes a fresh proof to give, and others do not", async () => {
    api.clock.now += PROOF_LASTS_MS - 1;
    expect((await makeRole(ann, bob, "admin")).status).toBe(204);
    // As a page that was left open for a while.
    await api.database.client.execute("update sessions set proved_at = 0");
    expect((await makeRole(ann, cleo, "admin")).body).toMatchObject({ code: "proof_needed" });
    expect((await makeRole(ann, cleo, "owner")).body).toMatchObject({ code: "proof_needed" });
    expect((await makeRole(ann, cleo, "guest")).status).toBe(204);
    expect((await makeRole(ann, bob, "member")).status).toBe(204);
    await become(cleo, "role = 'owner'");
    expect((await makeRole(ann, cleo, "admin")).status).toBe(204);
  });

  test("is nobody's who is not there, and of no other kind", async () => {
    expect(await makeRole(ann, nobody, "member")).toMatchObject({
      status: 404,
      body: { code: "no_such_person" },
    });
    await become(bob, "kind = 'placeholder'");
    expect((await makeRole(ann, bob, "admin")).body).toMatchObject({ code: "no_such_person" });
    const body = { role: "king" };
    const path = `/api/people/${cleo.person.id}/role`;
    const heard = await api.ask("PUT", path, { token: ann.accessToken, body });
    expect(heard.body).toMatchObject({ code: "malformed" });
  });

  test("of a guest opens no room, whatever the token of an hour ago says", async () => {
    await makeTea();
    expect((await makeRole(ann, bob, "guest")).status).toBe(204);
    const join = { type: "room.join", id: commandId(2) };
    const path = `/api/rooms/${TEA}/commands`;
    const heard = await api.ask("POST", path, { token: bob.accessToken, body: join });
    expect(heard.body).toMatchObject({ code: "not_allowed" });
    const room = { id: commandId(3), name: "Milk" };
    const made = await api.ask("POST", "/api/rooms", { token: bob.accessToken, body: room });
    expect(made.body).toMatchObject({ code: "not_allowed" });
    const people = await api.ask("GET", "/api/people", { token: bob.accessToken });
    expect(people.body).toMatchObject({ code: "not_allowed" });
  });
});

describe("putting someone out", () => {
  test.each(ROLES)("is for whom the table says: %s", async (by) => {
    await become(bob, `role = '${by}'`);
    for (const about of ROLES) {
      await become(cleo, `role = '${about}', banned_at = null`);
      const may = mayDecideAbout(by, about);
      const refused = expect.objectContaining({ code: "not_allowed" });
      expect([by, about, codeOf(await ban(bob, cleo))]).toEqual([
        by,
        about,
        may ? "done" : refused,
      ]);
      await become(cleo, "banned_at = 1");
      expect([by, about, codeOf(await unban(bob, cleo))]).toEqual([
        by,
        about,
        may ? "done" : refused,
      ]);
    }
  });

  test("oneself is not possible, nor is leaving nobody to own the place", async () => {
    expect((await ban(ann, ann)).body).toMatchObject({ code: "not_allowed" });
    for (let round = 0; round < 5; round += 1) {
      await become(ann, "role = 'owner', banned_at = null");
      await become(bob, "role = 'owner', banned_at = null");
      await api.database.client.execute("update sessions set revoked_at = null");
      await Promise.all([ban(ann, bob), ban(bob, ann)]);
      const { rows } = await api.database.client.execute(
        "select count(*) as owners from accounts where role = 'owner' and banned_at is null",
      );
      expect(rows[0]?.["owners"]).toBe(1);
    }
  });

  test("takes their invites back for good", async () => {
    await become(bob, "role = 'admin'");
    const invite = await api.invite(bob);
    const look = () => api.ask("POST", "/api/invites/look", { body: { token: invite.token } });
    expect((await look()).status).toBe(200);
    await ban(ann, bob);
    expect((await look()).body).toMatchObject({ code: "invite_invalid" });
    await unban(ann, bob);
    expect((await look()).body).toMatchObject({ code: "invite_invalid" });
  });

  test("ends the invite that they came by, so that they do not come back under another name", async () => {
    const [theirs, other] = [await api.invite(ann), await api.invite(ann)];
    const dan = await api.join(theirs, "Dan");
    await ban(ann, dan);
    const look = (invite: { token: string }) =>
      api.ask("POST", "/api/invites/look", { body: { token: invite.token } });
    expect((await look(theirs)).body).toMatchObject({ code: "invite_invalid" });
    expect((await look(other)).status).toBe(200);
  });

  test("refuses every token that is still held, and the right password with the reason", async () => {
    await ban(ann, bob);
    for (const path of ["/api/rooms", "/api/people", "/api/devices", "/api/invites"]) {
      const heard = await api.ask("GET", path, { token: bob.accessToken });
      expect([path, heard.body]).toEqual([path, expect.objectContaining({ status: 401 })]);
    }
    const signIn = { email: "bob@example.org", password: PASSWORD };
    expect((await api.ask("POST", "/api/session", { body: signIn })).body).toMatchObject({
      code: "banned",
    });
  });

  test("is undone by letting them back, who then sign in anew", async () => {
    await ban(ann, bob);
    expect((await unban(ann, bob)).status).toBe(204);
    const refreshed = await api.ask("POST", "/api/session/refresh", {
      body: {},
      cookie: bob.cookie,
    });
    expect(refreshed.body).toMatchObject({ code: "session_expired" });
    const signIn = { email: "bob@example.org", password: PASSWORD };
    expect((await api.ask("POST", "/api/session", { body: signIn })).status).toBe(201);
  });
});

async function makeTea(): Promise<void> {
  const room = { id: TEA, name: "Tea" };
  const made = await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: room });
  expect(made.status).toBe(201);
}

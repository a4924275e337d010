import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { CommunityRole, may } from "#protocol/roles.ts";
import { signUp, startApi, type SignedIn, type TestApi } from "../../test/api.ts";

const AtTheDoor = v.object({ name: v.string(), door: v.string() });

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

const change = (who: SignedIn, body: object) =>
  api.ask("PUT", "/api/community", { token: who.accessToken, body });
const seen = async () => {
  const told = v.parse(AtTheDoor, (await api.ask("GET", "/api/community")).body);
  return { name: told.name, door: told.door };
};
const signUpWithout = (name: string, password?: string) => {
  const { token: _, ...person } = signUp("", name);
  return api.ask("POST", "/api/people", { body: { ...person, ...(password && { password }) } });
};

describe("name and door of the community", () => {
  test.each(CommunityRole.options)("are changed by whom the table says: %s", async (role) => {
    await api.database.client.execute({
      sql: "update accounts set role = ? where id = ?",
      args: [role, bob.person.id],
    });
    const heard = await change(bob, { name: " The \u202e Guild ", door: "open" });
    if (may(role, "community.change")) {
      expect(heard.status).toBe(204);
      expect(await seen()).toEqual({ name: "The Guild", door: "open" });
    } else {
      expect(heard.body).toMatchObject({ code: "not_allowed" });
      expect(await seen()).toEqual({ name: "Club", door: "invite" });
    }
  });

  test("change each by itself", async () => {
    await change(ann, { door: "closed" });
    expect(await seen()).toEqual({ name: "Club", door: "closed" });
    await change(ann, { name: "Guild" });
    expect(await seen()).toEqual({ name: "Guild", door: "closed" });
  });

  test.each([
    [{}, "malformed"],
    [{ door: "ajar" }, "malformed"],
    [{ founded_by: "bob" }, "malformed"],
    [{ name: " \u200b " }, "name_invalid"],
    [{ name: "x".repeat(81), door: "open" }, "name_invalid"],
  ])("are not changed by %j: %s", async (body, code) => {
    expect((await change(ann, body)).body).toMatchObject({ code });
    expect(await seen()).toEqual({ name: "Club", door: "invite" });
  });
});

describe("the door", () => {
  test("open lets anyone make an account, as a member, and no faster than by invite", async () => {
    await change(ann, { door: "open" });
    expect(await signUpWithout("Cleo")).toMatchObject({
      status: 201,
      body: { person: { name: "Cleo", role: "member" } },
    });
    expect((await signUpWithout("Cleo")).body).toMatchObject({ code: "email_taken" });
    // Where no address is known, everybody has a bucket of ten times the size. What is refused before a hash counts, too.
    const tries = 10 * api.env.DOOR_LIMITS.signUpsPerMinute;
    let heard = await signUpWithout("Dora", "short");
    for (let i = 0; i < tries && heard.status !== 429; i += 1)
      heard = await signUpWithout("Dora", "short");
    expect(heard.body).toMatchObject({ code: "rate_limited" });
  });

  test("for the invited lets nobody in without", async () => {
    expect((await signUpWithout("Cleo")).body).toMatchObject({ code: "invite_needed" });
  });

  test("closed lets nobody in, whatever they hold, and those inside stay", async () => {
    const { token } = await api.invite(ann);
    await change(ann, { door: "closed" });
    const look = await api.ask("POST", "/api/invites/look", { body: { token } });
    expect(look.body).toMatchObject({ code: "joining_closed" });
    const joined = await api.ask("POST", "/api/people", { body: signUp(token, "Cleo") });
    expect(joined.body).toMatchObject({ code: "joining_closed" });
    expect((await signUpWithout("Cleo")).body).toMatchObject({ code: "invite_needed" });
    const rooms = await api.ask("GET", "/api/rooms", { token: bob.accessToken });
    expect(rooms.status).toBe(200);
    // Open again, the same invite works.
    await change(ann, { door: "invite" });
    expect((await api.ask("POST", "/api/people", { body: signUp(token, "Cleo") })).status).toBe(
      201,
    );
  });
});

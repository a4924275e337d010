import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";

/** Less than a token lives. */
const A_WHILE_MS = 4 * 60_000;
const ROOM = "01a205b3-d000-7343-8bd8-c829d6a705f5";

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
let guest: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  const invite = await api.invite(ann);
  bob = await api.join(invite, "Bob");
  guest = await api.join(invite, "Gus", "guest");
});
afterAll(() => api.stop());

const AT_LUNCH = { emoji: "🍜", text: "At lunch", until: null };
const profile = (pronouns: string, status: object | null = null) => ({ pronouns, status });
const put = (who: SignedIn, body: object) =>
  api.ask("PUT", "/api/profile", { token: who.accessToken, body });
const own = async (who: SignedIn) =>
  (await api.ask("GET", "/api/profile", { token: who.accessToken })).body;
const card = (of: { id: string }, by: SignedIn) =>
  api.ask("GET", `/api/people/${of.id}`, { token: by.accessToken });
const statuses = (by: SignedIn) =>
  api.ask("GET", `/api/rooms/${ROOM}/statuses`, { token: by.accessToken });
const become = (who: SignedIn, change: string) =>
  api.database.client.execute({
    sql: `update accounts set ${change} where id = ?`,
    args: [who.person.id],
  });
const bringIn = (...people: SignedIn[]) =>
  api.database.client.batch(
    people.map(({ person }) => ({
      sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
      args: [ROOM, person.id],
    })),
    "write",
  );

describe("one's profile", () => {
  test("says at first who one is and nothing more", async () => {
    const { id, name, role } = ann.person;
    const since = api.clock.now;
    expect(await own(ann)).toEqual({ id, name, role, since, pronouns: "", status: null });
  });

  test("is what was put last, cleaned, and nobody else's", async () => {
    await put(ann, profile("she/her", AT_LUNCH));
    const heard = await put(
      ann,
      profile("  they\u200B /\n them ", { ...AT_LUNCH, text: " At \u202Elunch " }),
    );
    expect(heard).toMatchObject({ status: 200, body: profile("they / them", AT_LUNCH) });
    expect(await own(ann)).toMatchObject(profile("they / them", AT_LUNCH));
    expect(await own(bob)).toMatchObject(profile(""));
  });

  test.each([
    [profile("x".repeat(41)), "pronouns_too_long"],
    [profile("", { ...AT_LUNCH, text: "x".repeat(101) }), "status_too_long"],
    [profile("", { ...AT_LUNCH, emoji: "🍜🍜" }), "status_emoji_unknown"],
    [profile("", { ...AT_LUNCH, emoji: "a" }), "status_emoji_unknown"],
    [profile("", { ...AT_LUNCH, emoji: `🍜${"\u0301".repeat(50)}` }), "status_emoji_unknown"],
    [profile("", { ...AT_LUNCH, until: 1 }), "status_over"],
    [profile("", { ...AT_LUNCH, until: -1 }), "malformed"],
    [profile("", { ...AT_LUNCH, until: 9e15 }), "malformed"],
    [{ ...profile(""), role: "owner" }, "malformed"],
    [{ status: null }, "malformed"],
  ])("is refused when it is none (%#)", async (body, code) => {
    expect((await put(ann, body)).body).toMatchObject({ code });
    expect(await own(ann)).toMatchObject(profile(""));
  });

  test("takes an emoji that is made of several, and up to the last character", async () => {
    const longest = profile("x".repeat(40), { emoji: "👩🏽‍💻", text: "y".repeat(100), until: null });
    expect((await put(ann, longest)).body).toEqual(longest);
  });

  test("has no status when it would say nothing", async () => {
    await put(ann, profile("", AT_LUNCH));
    expect((await put(ann, profile("", { emoji: " ", text: "\u200B", until: 1 }))).body).toEqual(
      profile(""),
    );
  });

  test("is not for a session that has ended", async () => {
    await api.ask("DELETE", "/api/devices/all", { token: ann.accessToken });
    expect((await put(ann, profile("she"))).body).toMatchObject({ code: "unauthenticated" });
  });
});

describe("a status", () => {
  test("goes by itself at its time, everywhere", async () => {
    await bringIn(ann, bob);
    const until = api.clock.now + A_WHILE_MS;
    await put(ann, profile("", { ...AT_LUNCH, until }));
    api.clock.now = until - 1;
    expect((await card(ann.person, bob)).body).toMatchObject({ status: { ...AT_LUNCH, until } });
    expect((await statuses(bob)).body).toEqual({
      statuses: [{ id: ann.person.id, ...AT_LUNCH, until }],
    });
    api.clock.now = until;
    expect((await card(ann.person, bob)).body).toMatchObject({ status: null });
    expect((await statuses(bob)).body).toEqual({ statuses: [] });
    expect(await own(ann)).toMatchObject({ status: null });
  });

  test("of everyone in a room is told to who is in it, and to nobody else", async () => {
    await put(ann, profile("", AT_LUNCH));
    await put(bob, profile("", AT_LUNCH));
    expect((await statuses(ann)).body).toMatchObject({ code: "not_member" });
    await bringIn(ann, guest);
    expect((await statuses(guest)).body).toEqual({
      statuses: [{ id: ann.person.id, ...AT_LUNCH }],
    });
    expect((await statuses(bob)).body).toMatchObject({ code: "not_member" });
  });
});

describe("a person's card", () => {
  test("tells members who somebody is", async () => {
    await put(ann, profile("she/her", AT_LUNCH));
    const { id, name } = ann.person;
    expect((await card({ id }, bob)).body).toEqual({
      kind: "person",
      id,
      name,
      role: "owner",
      since: api.clock.now,
      pronouns: "she/her",
      status: AT_LUNCH,
      isBanned: false,
    });
  });

  test("tells a guest of those they share a room with, and looks like nobody's otherwise", async () => {
    const [hidden, none] = [await card(ann.person, guest), await card({ id: "nobody" }, guest)];
    expect(hidden).toMatchObject({ status: 404, body: none.body });
    expect((await card(guest.person, guest)).status).toBe(200);
    await bringIn(ann, guest);
    expect((await card(ann.person, guest)).body).toMatchObject({ name: "Ann" });
    expect((await card(bob.person, guest)).status).toBe(404);
  });

  test("is small for those who were never here or have left", async () => {
    for (const kind of ["placeholder", "departed"] as const) {
      await become(bob, `kind = '${kind}', pronouns = 'he', status_text = 'away'`);
      const { id } = bob.person;
      expect((await card({ id }, ann)).body).toEqual({ kind, id, name: "Bob" });
    }
  });

  test("says that someone was put out to those who may do that, and no status to anyone", async () => {
    await put(bob, profile("he", AT_LUNCH));
    await become(bob, "banned_at = 1");
    expect((await card(bob.person, ann)).body).toMatchObject({ isBanned: true, status: null });
    const cy = await api.join(await api.invite(ann), "Cy");
    expect((await card(bob.person, cy)).body).toMatchObject({ isBanned: false, status: null });
    await bringIn(bob, cy);
    expect((await statuses(cy)).body).toEqual({ statuses: [] });
  });

  test("is for nobody who is not signed in", async () => {
    expect((await api.ask("GET", `/api/people/${ann.person.id}`)).status).toBe(401);
  });
});

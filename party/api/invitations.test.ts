import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, roomId } from "../../test/words.ts";
import { INVITATIONS_PER_HOUR, MAX_INVITED_AT_ONCE } from "#protocol/limits.ts";

const KITCHEN = roomId(commandId(1));

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
let gus: SignedIn;
let nth = 100;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  const link = await api.invite(ann);
  bob = await api.join(link, "Bob");
  gus = await api.join(link, "Gus");
  await api.database.client.execute("update accounts set role = 'guest' where name = 'Gus'");
  await ask("POST", "/api/rooms", ann, { id: KITCHEN, name: "Kitchen", topic: "Soup" });
});
afterAll(() => api.stop());

const ask = (method: string, path: string, by: SignedIn, body?: object) =>
  api.ask(method, path, { token: by.accessToken, body });
const newId = () => commandId((nth += 1));
const invite = (by: SignedIn, people: readonly (SignedIn | string)[], id = newId()) =>
  ask("POST", `/api/rooms/${KITCHEN}/invitations`, by, {
    id,
    people: people.map((one) => (typeof one === "string" ? one : one.person.id)),
  });
const command = (by: SignedIn, wish: object) =>
  ask("POST", `/api/rooms/${KITCHEN}/commands`, by, { id: newId(), ...wish });
const uninvite = (by: SignedIn, { person }: SignedIn) =>
  command(by, { type: "member.uninvite", person: person.id });
const rooms = async (by: SignedIn) => (await ask("GET", "/api/rooms", by)).body;
const names = async (by: SignedIn) =>
  (await ask("GET", `/api/rooms/${KITCHEN}/invitations`, by)).body;

describe("an invitation", () => {
  test("is in the directory of whoever is asked, and shows a guest the room", async () => {
    expect(await rooms(gus)).toEqual({ rooms: [] });
    const answer = await invite(ann, [bob, gus]);
    expect(answer).toMatchObject({
      status: 200,
      body: { invited: [bob.person.id, gus.person.id] },
    });
    const listed = { name: "Kitchen", topic: "Soup", members: 1, joined: false };
    const invitation = { by: ann.person.id, name: "Ann" };
    for (const who of [bob, gus])
      expect(await rooms(who)).toMatchObject({ rooms: [{ ...listed, invitation }] });
    expect(await rooms(ann)).toMatchObject({ rooms: [{ invitation: null }] });
    expect(await names(ann)).toMatchObject({ invited: [{ name: "Bob" }, { name: "Gus" }] });
    expect(await names(bob)).toMatchObject({ code: "not_member" });
  });

  test("lets a guest in once, and is over then", async () => {
    expect((await command(gus, { type: "room.join" })).status).toBe(403);
    await invite(ann, [gus]);
    expect((await command(gus, { type: "room.join" })).status).toBe(200);
    expect(await rooms(gus)).toMatchObject({ rooms: [{ joined: true, invitation: null }] });
    await command(gus, { type: "room.leave" });
    expect(await rooms(gus)).toEqual({ rooms: [] });
    expect((await command(gus, { type: "room.join" })).status).toBe(403);
  });

  test("is declined by a guest, too, and withdrawn by whoever has made it", async () => {
    await invite(ann, [bob, gus]);
    expect((await uninvite(gus, gus)).status).toBe(200);
    expect(await rooms(gus)).toEqual({ rooms: [] });
    expect((await uninvite(ann, bob)).status).toBe(200);
    expect(await names(ann)).toEqual({ invited: [] });
  });

  test("that is made twice is one, and so is one that is repeated", async () => {
    const id = newId();
    await invite(ann, [bob], id);
    expect((await invite(ann, [bob], id)).body).toEqual({ invited: [bob.person.id] });
    expect((await invite(ann, [bob])).body).toEqual({ invited: [] });
    expect((await invite(ann, [ann])).body).toEqual({ invited: [] });
    expect(
      api
        .rooms()
        .eventsOf(KITCHEN)
        .filter(({ type }) => type === "member.invited"),
    ).toHaveLength(1);
  });

  test("is made by members, of guests by whoever keeps order, and never by a guest", async () => {
    expect((await invite(bob, [gus])).body).toMatchObject({ code: "not_member" });
    await command(bob, { type: "room.join" });
    expect((await invite(bob, [gus])).body).toMatchObject({ code: "not_allowed" });
    await invite(ann, [gus]);
    await command(gus, { type: "room.join" });
    expect((await invite(gus, [bob])).body).toMatchObject({ code: "not_allowed" });
    expect(await names(gus)).toMatchObject({ code: "not_allowed" });
  });

  test.each([
    ["nobody", "nobody-at-all"],
    ["somebody who was put out", "banned"],
    ["a name of imported history", "placeholder"],
  ])("is for people of the community, not for %s", async (_whom, id) => {
    await api.database.client.execute(
      `insert into accounts (id, kind, name, role, created_at, session_version, banned_at)
       values ('banned', 'person', 'Eve', 'member', 1, 1, 2), ('placeholder', 'placeholder', 'old', 'member', 1, 1, null)`,
    );
    expect((await invite(ann, [bob, id])).body).toMatchObject({ code: "no_such_person" });
    expect(await names(ann)).toEqual({ invited: [] });
  });

  test("is no use to whoever is put out, and what they asked others into is over", async () => {
    await command(bob, { type: "room.join" });
    const dan = await api.join(await api.invite(ann), "Dan");
    await invite(bob, [dan]);
    await ask("PUT", `/api/people/${bob.person.id}/ban`, ann, {});
    expect(await rooms(dan)).toMatchObject({ rooms: [{ invitation: null }] });
    await invite(ann, [dan]);
    await ask("PUT", `/api/people/${dan.person.id}/ban`, ann, {});
    expect(await names(ann)).toEqual({ invited: [] });
    expect(api.rooms().eventsOf(KITCHEN).at(-1)).toMatchObject({
      type: "member.uninvited",
      by: dan.person.id,
    });
  });

  test("goes with the account of whoever is asked, and of whoever asks", async () => {
    await command(bob, { type: "room.join" });
    await invite(ann, [gus]);
    expect((await ask("DELETE", "/api/account", gus)).status).toBe(204);
    expect(api.rooms().eventsOf(KITCHEN).at(-1)).toMatchObject({
      type: "member.erased",
      by: gus.person.id,
    });
    const dan = await api.join(await api.invite(ann), "Dan");
    await invite(bob, [dan]);
    expect((await ask("DELETE", "/api/account", bob)).status).toBe(204);
    expect(await rooms(dan)).toMatchObject({ rooms: [{ invitation: null }] });
    const { rows } = await api.database.client.execute("select * from invitations");
    expect(rows).toEqual([]);
  });

  test("is part of one's own data, on both sides", async () => {
    await invite(ann, [bob]);
    for (const who of [ann, bob])
      expect((await ask("GET", "/api/account/export", who)).body).toMatchObject({
        invitations: [{ room: "Kitchen", by: ann.person.id, person: bob.person.id }],
      });
  });

  test("is asked for so often in an hour, and for so many at once", async () => {
    const many = Array.from({ length: MAX_INVITED_AT_ONCE + 1 }, (_, i) => `person-${i}`);
    expect((await invite(ann, many)).status).toBe(400);
    for (let i = 0; i < INVITATIONS_PER_HOUR; i += 1)
      expect((await invite(ann, [bob])).status).toBe(200);
    const refused = await invite(ann, [bob]);
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited", retryable: true } });
  });
});

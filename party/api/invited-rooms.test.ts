import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { signUp, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, roomId } from "../../test/words.ts";
import type { Answer, Rooms } from "../rooms.ts";

const KITCHEN = roomId(commandId(1));
const CELLAR = roomId(commandId(2));

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  await makeRoom(ann, KITCHEN, "Kitchen");
});
afterAll(() => api.stop());

async function makeRoom(by: SignedIn, id: string, name: string): Promise<void> {
  const made = await api.ask("POST", "/api/rooms", { token: by.accessToken, body: { id, name } });
  expect(made.status).toBe(201);
}
const make = (by: SignedIn, body: object) =>
  api.ask("POST", "/api/invites", { token: by.accessToken, body });
const tokenOf = async (by: SignedIn, body: object) =>
  v.parse(v.object({ token: v.string() }), (await make(by, body)).body).token;
const look = (token: string) => api.ask("POST", "/api/invites/look", { body: { token } });
const follow = (who: SignedIn, token: string, but: Partial<Rooms> = {}) =>
  api.ask("POST", "/api/invites/follow", {
    token: who.accessToken,
    body: { token },
    world: { rooms: { ...api.rooms(), ...but } },
  });
const says = (code: RefusalCode) => async (): Promise<Answer<never>> => ({
  ok: false,
  refusal: refusal(code),
});
const uses = async () => {
  const { rows } = await api.database.client.execute("select sum(uses) as uses from invites");
  return rows[0]?.["uses"];
};

async function enter(token: string, name: string): Promise<SignedIn> {
  const { status, body, cookie } = await api.ask("POST", "/api/people", {
    body: signUp(token, name),
  });
  expect(status).toBe(201);
  const session = v.parse(v.object({ accessToken: v.string(), person: v.any() }), body);
  return { ...session, cookie: cookie ?? "" };
}

describe("an invite into a room", () => {
  test("is made by who is in the room, and into rooms that exist", async () => {
    expect((await make(ann, { room: KITCHEN })).status).toBe(201);
    expect((await make(ann, { room: CELLAR })).body).toMatchObject({ code: "no_such_room" });
    const bob = await api.join(await api.invite(ann), "Bob");
    await makeRoom(bob, CELLAR, "Cellar");
    expect((await make(ann, { room: CELLAR })).body).toMatchObject({ code: "not_member" });
    expect(await make(ann, { role: "guest" })).toMatchObject({
      status: 422,
      body: { code: "guest_needs_room" },
    });
  });

  test("says where it leads and as what, and is listed so to all who may", async () => {
    const wish = { role: "guest", room: KITCHEN, emailDomain: " @Example.ORG " };
    const token = await tokenOf(ann, wish);
    const told = { role: "guest", emailDomain: "example.org" };
    expect((await look(token)).body).toEqual({
      community: "Club",
      invitedBy: "Ann",
      roomName: "Kitchen",
      ...told,
    });
    const bob = await api.join(await api.invite(ann), "Bob");
    await api.database.client.execute("update accounts set role = 'admin' where name = 'Bob'");
    const listed = await api.ask("GET", "/api/invites", { token: bob.accessToken });
    expect(listed.body).toMatchObject({
      invites: expect.arrayContaining([
        expect.objectContaining({ ...told, room: "Kitchen", createdBy: "Ann" }),
      ]),
    });
  });

  test.each([
    "",
    "example",
    "exa mple.org",
    "-a.org",
    "a..org",
    "a@example.org",
    "1.2.3.4",
    "x".repeat(260),
  ])("is not for addresses of %j, which is no domain", async (emailDomain) => {
    expect(await make(ann, { emailDomain })).toMatchObject({
      status: 422,
      body: { code: "domain_invalid" },
    });
  });

  test("brings a guest into that room, and they see nothing else", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    await makeRoom(bob, CELLAR, "Cellar");
    const gus = await enter(await tokenOf(ann, { role: "guest", room: KITCHEN }), "Gus");
    expect(gus.person).toMatchObject({ role: "guest" });
    expect(api.rooms().eventsOf(KITCHEN).at(-1)).toMatchObject({
      type: "member.joined",
      name: "Gus",
    });
    const ask = (method: string, path: string, body?: object) =>
      api.ask(method, path, { token: gus.accessToken, ...(body && { body }) });
    const rooms = await ask("GET", "/api/rooms");
    expect(rooms.body).toMatchObject({ rooms: [{ name: "Kitchen", joined: true }] });
    expect((await ask("GET", `/api/rooms/${KITCHEN}/messages`)).status).toBe(200);
    const cellar = await ask("GET", `/api/rooms/${CELLAR}/messages`);
    expect(cellar.body).toMatchObject({ code: "not_member" });
    const joined = await ask("POST", `/api/rooms/${CELLAR}/commands`, {
      type: "room.join",
      id: commandId(9),
    });
    expect(joined.body).toMatchObject({ code: "not_allowed" });
    for (const path of ["/api/people", "/api/invites"])
      expect((await ask("GET", path)).body).toMatchObject({ code: "not_allowed" });
  });
});

describe("an invite into a room, followed from inside", () => {
  test("brings a guest into it for one use, and once only", async () => {
    await makeRoom(ann, CELLAR, "Cellar");
    const gus = await enter(await tokenOf(ann, { role: "guest", room: KITCHEN }), "Gus");
    const token = await tokenOf(ann, { role: "guest", room: CELLAR, maxUses: 2 });
    expect(await follow(gus, token)).toMatchObject({ status: 200, body: { room: CELLAR } });
    expect(api.rooms().eventsOf(CELLAR).at(-1)).toMatchObject({
      type: "member.joined",
      name: "Gus",
    });
    expect(await uses()).toBe(2);
    expect(await follow(gus, token)).toMatchObject({ status: 200, body: { room: CELLAR } });
    expect(await uses()).toBe(2);
  });

  test("spends nothing on whoever may join by themselves", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const before = await uses();
    const token = await tokenOf(ann, { room: KITCHEN });
    expect((await follow(bob, token)).status).toBe(200);
    expect(await uses()).toBe(before);
  });

  test("opens nothing when it is spent, for other addresses, into no room, or none at all", async () => {
    await makeRoom(ann, CELLAR, "Cellar");
    const gus = await enter(await tokenOf(ann, { role: "guest", room: KITCHEN }), "Gus");
    const spent = await tokenOf(ann, { role: "guest", room: CELLAR, maxUses: 1 });
    await enter(spent, "Guy");
    const domain = await tokenOf(ann, { room: CELLAR, emailDomain: "example.com" });
    const roomless = await tokenOf(ann, {});
    for (const token of [spent, roomless, "made up"])
      expect((await follow(gus, token)).body).toMatchObject({ code: "invite_invalid" });
    expect((await follow(gus, domain)).body).toMatchObject({ code: "not_allowed" });
    expect(
      api
        .rooms()
        .eventsOf(CELLAR)
        .some(({ name }) => name === "Gus"),
    ).toBe(false);
  });

  describe("for which there is one use", () => {
    let gus: SignedIn;
    let token: string;
    beforeEach(async () => {
      await makeRoom(ann, CELLAR, "Cellar");
      gus = await enter(await tokenOf(ann, { role: "guest", room: KITCHEN }), "Gus");
      token = await tokenOf(ann, { role: "guest", room: CELLAR, maxUses: 1 });
    });

    test.each(["unavailable", "rate_limited"] as const)(
      "spends none while the room says %s, however often it is followed",
      async (code) => {
        const before = await uses();
        const away = { mayEnter: says(code), command: says(code) };
        for (let press = 0; press < 2; press += 1) {
          const heard = await follow(gus, token, away);
          expect(heard.body).toMatchObject({ code, retryable: true });
        }
        expect(await uses()).toBe(before);
        expect((await follow(gus, token)).status).toBe(200);
        expect(await uses()).toBe(Number(before) + 1);
      },
    );

    test("gives it back where the room does not let them in", async () => {
      const before = await uses();
      const full = await follow(gus, token, { command: says("rate_limited") });
      expect(full.body).toMatchObject({ code: "rate_limited" });
      expect(await uses()).toBe(before);
      expect((await follow(gus, token)).status).toBe(200);
    });

    test("spends none on whoever has come in meanwhile by another way", async () => {
      const before = await uses();
      const heard = await follow(gus, token, { command: says("already_member") });
      expect(heard).toMatchObject({ status: 200, body: { room: CELLAR } });
      expect(await uses()).toBe(before);
    });
  });

  test("keeps a use spent where nobody knows whether they are in, and following it again spends no other", async () => {
    await makeRoom(ann, CELLAR, "Cellar");
    const gus = await enter(await tokenOf(ann, { role: "guest", room: KITCHEN }), "Gus");
    const token = await tokenOf(ann, { role: "guest", room: CELLAR, maxUses: 2 });
    const before = Number(await uses());
    const mute: Rooms["command"] = async (...asked) => {
      await api.rooms().command(...asked);
      return says("unavailable")();
    };
    expect((await follow(gus, token, { command: mute })).status).toBe(503);
    expect(await uses()).toBe(before + 1);
    expect((await follow(gus, token)).status).toBe(200);
    expect(await uses()).toBe(before + 1);
  });

  test("lets ten guests race for one place, and one gets it", async () => {
    await makeRoom(ann, CELLAR, "Cellar");
    const invite = { token: await tokenOf(ann, { room: KITCHEN, maxUses: 20 }) };
    const inside: SignedIn[] = [];
    for (let i = 0; i < 10; i += 1) inside.push(await api.join(invite, `Guest${i}`, "guest"));
    const token = await tokenOf(ann, { role: "guest", room: CELLAR, maxUses: 1 });
    const heard = await Promise.all(inside.map((guest) => follow(guest, token)));
    expect(heard.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { CommandId, RoomId } from "#protocol/ids.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId } from "../../test/words.ts";
import type { Inboxes } from "../inboxes.ts";
import type { Rooms } from "../rooms.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
let nth = 0;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  bob = await api.join(await api.invite(ann), "Bob");
});
afterAll(() => api.stop());

const depart = (who: SignedIn, world: Partial<World> = {}) =>
  api.ask("DELETE", "/api/account", { token: who.accessToken, world });

const command = (who: SignedIn, room: RoomId, wish: object) =>
  api.ask("POST", `/api/rooms/${room}/commands`, {
    token: who.accessToken,
    body: { id: commandId((nth += 1), api.clock.now), ...wish },
  });

async function room(name: string) {
  const id = v.parse(CommandId, commandId((nth += 1), api.clock.now));
  await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: { id, name } });
  const made = v.parse(RoomId, id);
  await command(bob, made, { type: "room.join" });
  await command(bob, made, { type: "message.post", body: "I was here" });
  return made;
}

/** Rooms that do not answer. */
const away = (): Rooms => ({
  ...api.rooms(),
  command: async () => ({ ok: false, refusal: { code: "unavailable", retryable: true } }),
});

const namesIn = (id: RoomId) =>
  api
    .rooms()
    .eventsOf(id)
    .map(({ type, name }) => `${type} ${name}`);

const FORGOTTEN = ["room.created Ann", "member.joined ", "message.posted ", "member.erased "];

describe("deleting one's account", () => {
  test("ends the session and its cookie, and every room of theirs forgets the name", async () => {
    const [kitchen, garden] = [await room("Kitchen"), await room("Garden")];
    const gone = await depart(bob);
    expect(gone.status).toBe(204);
    expect(gone.headers.get("Set-Cookie")).toMatch(/^rt=;.*Max-Age=0/);
    expect([namesIn(kitchen), namesIn(garden)]).toEqual([FORGOTTEN, FORGOTTEN]);
    const refreshed = await api.ask("POST", "/api/session/refresh", {
      cookie: bob.cookie,
      body: {},
    });
    expect(refreshed.body).toMatchObject({ code: "session_expired" });
    expect(await depart(bob)).toMatchObject({ status: 401 });
    expect(await command(bob, kitchen, { type: "room.join" })).toMatchObject({ status: 401 });
    const listed = await api.ask("GET", "/api/rooms", { token: ann.accessToken });
    expect(listed.body).toMatchObject({ rooms: [{ members: 1 }, { members: 1 }] });
  });

  test("tells rooms which sessions are over before it tells them to forget", async () => {
    const kitchen = await room("Kitchen");
    await depart(bob);
    const asked = api.rooms().asked.filter((each) => /signed out|member.erase/.test(each));
    expect(asked).toEqual([
      expect.stringMatching(`^${kitchen}: signed out .+`),
      `${bob.person.id}: member.erase`,
    ]);
  });

  test("takes a fresh proof", async () => {
    api.clock.now += 6 * MINUTE;
    const fresh = await api.ask("POST", "/api/session/refresh", { cookie: bob.cookie, body: {} });
    const late = { ...bob, accessToken: (fresh.body as SignedIn).accessToken };
    expect(await depart(late)).toMatchObject({ status: 403, body: { code: "proof_needed" } });
  });

  test("is refused to the only owner, until there is another", async () => {
    expect(await depart(ann)).toMatchObject({ status: 409, body: { code: "last_owner" } });
    await api.join(await api.invite(ann), "Eve", "owner");
    expect((await depart(ann)).status).toBe(204);
  });

  test("leaves imports to another owner", async () => {
    const eve = await api.join(await api.invite(ann), "Eve", "owner");
    await depart(ann);
    const made = await api.ask("POST", "/api/import/rooms", {
      token: await api.operator(),
      body: { name: "Old" },
    });
    const { id } = made.body as { id: RoomId };
    expect(api.rooms().eventsOf(id)).toMatchObject([{ by: eve.person.id, name: "Eve" }]);
  });
});

/** Somebody else goes on with their session. */
const refresh = async (rooms?: Rooms, inboxes?: Inboxes) => {
  const answer = await api.ask("POST", "/api/session/refresh", {
    cookie: ann.cookie,
    body: {},
    world: { ...(rooms && { rooms }), ...(inboxes && { inboxes }) },
  });
  expect(answer.status).toBe(200);
  ann = { ...ann, cookie: answer.cookie ?? "" };
};

describe("a room that could not be told", () => {
  test("is told when anybody refreshes their session a minute later, as often as it takes", async () => {
    const kitchen = await room("Kitchen");
    expect((await depart(bob, { rooms: away() })).status).toBe(204);
    await refresh();
    expect(namesIn(kitchen)).not.toEqual(FORGOTTEN);
    api.clock.now += MINUTE;
    await refresh(away());
    expect(namesIn(kitchen)).not.toEqual(FORGOTTEN);
    api.clock.now += MINUTE;
    await refresh();
    expect(namesIn(kitchen)).toEqual(FORGOTTEN);
  });

  test("is told by the operator where nobody ever comes", async () => {
    const kitchen = await room("Kitchen");
    await depart(bob, { rooms: away() });
    api.clock.now += MINUTE;
    const token = await api.operator();
    await api.ask("POST", "/api/operator/rooms", { token, body: {} });
    expect(namesIn(kitchen)).toEqual(FORGOTTEN);
  });

  test("keeps nobody from going on when something fails over it", async () => {
    const kitchen = await room("Kitchen");
    await depart(bob, { rooms: away() });
    api.clock.now += MINUTE;
    const throws: Rooms = {
      ...api.rooms(),
      command: () => Promise.reject(new Error("reset")),
    };
    await refresh(throws);
    expect(namesIn(kitchen)).not.toEqual(FORGOTTEN);
  });

  test("that does not exist is asked no more", async () => {
    await room("Kitchen");
    const lost: Rooms = {
      ...api.rooms(),
      command: async () => ({ ok: false, refusal: { code: "no_such_room", retryable: false } }),
    };
    await depart(bob, { rooms: lost });
    const { rows } = await api.database.client.execute("select * from erasures");
    expect(rows).toEqual([]);
  });
});

describe("an inbox that could not be told", () => {
  const unreached = (): Inboxes => ({
    ...api.inboxes,
    erase: async () => ({ ok: false, refusal: { code: "unavailable", retryable: true } }),
  });
  const erased = () =>
    api.inboxes.asked.filter((asked) => asked === `${bob.person.id}: erase`).length;

  test("is told when anybody refreshes their session a minute later, as often as it takes, and then no more", async () => {
    expect((await depart(bob, { inboxes: unreached() })).status).toBe(204);
    await refresh();
    expect(erased()).toBe(0);
    api.clock.now += MINUTE;
    await refresh(undefined, unreached());
    api.clock.now += MINUTE;
    await refresh();
    expect(erased()).toBe(1);
    api.clock.now += MINUTE;
    await refresh();
    expect(erased()).toBe(1);
  });

  test("is told at once where only the rooms could not be", async () => {
    await room("Kitchen");
    const rooms: Rooms = {
      ...api.rooms(),
      command: () => Promise.reject(new Error("reset")),
    };
    expect((await depart(bob, { rooms })).status).toBe(204);
    expect(erased()).toBe(1);
  });
});

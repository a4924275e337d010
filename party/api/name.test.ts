import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { untoldName } from "#db/names.ts";
import { RoomId } from "#protocol/ids.ts";
import { FOUNDING, signUp, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId } from "../../test/words.ts";

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

const rename = (who: SignedIn, name: unknown) =>
  api.ask("PUT", "/api/name", { token: who.accessToken, body: { name } });

const refresh = (cookie: string) => api.ask("POST", "/api/session/refresh", { cookie, body: {} });

async function room(name: string) {
  const id = commandId((nth += 1), api.clock.now);
  await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: { id, name } });
  const join = { type: "room.join", id: commandId((nth += 1), api.clock.now) };
  const path = `/api/rooms/${id}/commands`;
  await api.ask("POST", path, { token: bob.accessToken, body: join });
  return v.parse(RoomId, id);
}

const renamesIn = (id: RoomId) =>
  api
    .rooms()
    .eventsOf(id)
    .flatMap((event) => (event.type === "member.renamed" ? [`${event.name} > ${event.to}`] : []));

describe("a new name", () => {
  test("is told in every room that one is in, and to whoever refreshes their session", async () => {
    const [kitchen, garden] = [await room("Kitchen"), await room("Garden")];
    expect(await rename(bob, "  Robert ")).toMatchObject({ status: 200, body: { name: "Robert" } });
    expect([renamesIn(kitchen), renamesIn(garden)]).toEqual([["Bob > Robert"], ["Bob > Robert"]]);
    const fresh = await refresh(bob.cookie);
    expect(fresh.body).toMatchObject({ person: { id: bob.person.id, name: "Robert" } });
    expect(await untoldName(api.database, bob.person.id)).toBeUndefined();
  });

  test("that one has already is told to nobody", async () => {
    const kitchen = await room("Kitchen");
    expect((await rename(bob, "Bob")).status).toBe(200);
    expect(renamesIn(kitchen)).toEqual([]);
  });

  test("is what one comes into the next room by, whatever the token says", async () => {
    await rename(bob, "Robert");
    const kitchen = await room("Kitchen");
    expect(api.rooms().eventsOf(kitchen).at(-1)).toMatchObject({
      type: "member.joined",
      name: "Robert",
    });
  });

  test("that a room could not be told is told when they next refresh, and not before all is told", async () => {
    const kitchen = await room("Kitchen");
    const away = {
      ...api.rooms(),
      command: async () =>
        ({ ok: false, refusal: { code: "unavailable", retryable: true } }) as const,
    };
    const renamed = await api.ask("PUT", "/api/name", {
      token: bob.accessToken,
      body: { name: "Robert" },
      world: { rooms: away },
    });
    expect(renamed.status).toBe(200);
    expect(renamesIn(kitchen)).toEqual([]);
    const still = await api.ask("POST", "/api/session/refresh", {
      cookie: bob.cookie,
      body: {},
      world: { rooms: away },
    });
    expect(still.status).toBe(200);
    expect((await refresh(still.cookie ?? "")).status).toBe(200);
    expect(renamesIn(kitchen)).toEqual(["Bob > Robert"]);
  });

  test("is tried again at once with a room that is just being moved", async () => {
    const kitchen = await room("Kitchen");
    api.rooms().failNext("unavailable");
    await rename(bob, "Robert");
    expect(renamesIn(kitchen)).toEqual(["Bob > Robert"]);
  });
});

describe("a name is refused", () => {
  test("that somebody has, in whatever letters", async () => {
    expect(await rename(bob, "ANN")).toMatchObject({ status: 409, body: { code: "name_taken" } });
    expect((await refresh(bob.cookie)).body).toMatchObject({ person: { name: "Bob" } });
  });

  test("by which everyone is called", async () => {
    for (const name of ["room", "Here", "R O O M"])
      expect(await rename(bob, name)).toMatchObject({ body: { code: "name_taken" } });
    expect((await rename(bob, "Roomy")).status).toBe(200);
  });

  test("when it is none, and when nobody asks who is still signed in", async () => {
    for (const name of [" ", "\u200B", "x".repeat(81)])
      expect(await rename(bob, name)).toMatchObject({
        status: 422,
        body: { code: "name_invalid" },
      });
    expect(await rename(bob, 7)).toMatchObject({ body: { code: "malformed" } });
    await api.ask("DELETE", "/api/session", { cookie: bob.cookie });
    expect(await rename(bob, "Robert")).toMatchObject({ status: 401 });
  });

  test("when there have been five within an hour", async () => {
    for (let tries = 1; tries <= 5; tries += 1)
      expect((await rename(bob, `Bob ${tries}`)).status).toBe(200);
    const refused = await rename(bob, "Bob 6");
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect((await rename(ann, "Anna")).status).toBe(200);
    api.clock.now += 12 * 60_000;
    const again = await refresh(bob.cookie);
    const { accessToken } = again.body as SignedIn;
    expect((await rename({ ...bob, accessToken }, "Bob 6")).status).toBe(200);
  });

  test("to a newcomer whom somebody is called like, but for those who have an account already", async () => {
    const { token } = await api.invite(ann);
    const join = (wish: object) =>
      api.ask("POST", "/api/people", { body: { ...signUp(token, "Eve"), ...wish } });
    expect(await join({ displayName: "bob" })).toMatchObject({ body: { code: "name_taken" } });
    expect(await join({ displayName: "@room" })).toMatchObject({ body: { code: "name_taken" } });
    expect(await join({ displayName: "Ann", email: FOUNDING.email })).toMatchObject({
      body: { code: "email_taken" },
    });
    expect((await join({})).status).toBe(201);
  });
});

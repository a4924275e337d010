import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { archiveEvents } from "#db/archive.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON, roomId } from "../../test/words.ts";

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

const GARDEN = { id: commandId(1), name: "Garden", topic: "Plants" };
const create = (body: unknown = GARDEN, who = ann, world = {}) =>
  api.ask("POST", "/api/rooms", { token: who.accessToken, body, world });
const list = async (who = ann) =>
  (await api.ask("GET", "/api/rooms", { token: who.accessToken })).body;
const command = (body: unknown, who = ann, room: string = GARDEN.id) =>
  api.ask("POST", `/api/rooms/${room}/commands`, { token: who.accessToken, body });
const history = (query = "", who = ann, room: string = GARDEN.id) =>
  api.ask("GET", `/api/rooms/${room}/messages${query}`, { token: who.accessToken });
const ticket = (who = ann, id: string = GARDEN.id, world = {}) =>
  api.ask("POST", "/api/tickets", { token: who.accessToken, body: { party: "room", id }, world });
const post = (number: number, body: string) => ({
  type: "message.post",
  id: commandId(number),
  body,
});

describe("joining and leaving", () => {
  test("shows in the directory at once", async () => {
    await create();
    await command({ type: "room.join", id: commandId(7) }, bob);
    expect(await list(bob)).toMatchObject({ rooms: [{ joined: true, members: 2 }] });
    await command({ type: "room.leave", id: commandId(8) }, bob);
    expect(await list(bob)).toMatchObject({ rooms: [{ joined: false, members: 1 }] });
  });
});

describe("creating a room", () => {
  test("puts it into everyone's directory, with its founder in it", async () => {
    expect(await create({ id: GARDEN.id, name: " The  Garden " })).toMatchObject({
      status: 201,
      body: { id: GARDEN.id },
    });
    const listed = { id: GARDEN.id, name: "The Garden", topic: "", members: 1, lastAt: null };
    const seen = (joined: boolean) => ({ rooms: [{ ...listed, invitation: null, joined }] });
    expect(await list()).toEqual(seen(true));
    expect(await list(bob)).toEqual(seen(false));
  });

  test("may be repeated after each step that can get lost", async () => {
    api.rooms().failNext("unavailable");
    expect(await create()).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(await list()).toEqual({ rooms: [] });
    expect((await create()).status).toBe(201);
    // As if the room had been created and the directory not been told.
    await api.database.client.execute("update rooms set opened_at = null");
    expect((await create()).status).toBe(201);
    expect((await create()).status).toBe(201);
    expect(await list()).toMatchObject({ rooms: [{ members: 1, joined: true }] });
    expect(api.rooms().eventsOf(roomId(GARDEN.id))).toHaveLength(1);
  });

  test("is refused when the name is taken, however it is written", async () => {
    await create();
    const heard = await create({ id: commandId(2), name: "GARDEN" }, bob);
    expect(heard).toMatchObject({ status: 409, body: { code: "room_name_taken" } });
  });

  test("gives the name back at once when the room refuses", async () => {
    api.rooms().failNext("room_exists");
    expect((await create()).body).toMatchObject({ code: "room_exists" });
    expect((await create({ ...GARDEN, id: commandId(2) }, bob)).status).toBe(201);
  });

  test("does not keep a name from others for ever when it has failed", async () => {
    api.rooms().failNext("unavailable");
    await create();
    expect((await create({ ...GARDEN, id: commandId(2) }, bob)).status).toBe(409);
    api.clock.now = NOON + 60_001;
    expect((await create({ ...GARDEN, id: commandId(2) }, bob)).status).toBe(201);
    expect((await create()).body).toMatchObject({ code: "room_name_taken" });
  });

  test("refuses an id that stands for another room", async () => {
    await create();
    expect((await create(GARDEN, bob)).body).toMatchObject({ code: "id_reused" });
    expect((await create({ ...GARDEN, name: "Else" })).body).toMatchObject({ code: "id_reused" });
  });

  test.each([
    [{ name: "" }, "name_invalid"],
    [{ name: "x".repeat(81) }, "name_invalid"],
    [{ topic: "x".repeat(251) }, "topic_too_long"],
    [{ id: "garden" }, "malformed"],
    [{ id: commandId(1).toUpperCase() }, "malformed"],
    [{ name: null }, "malformed"],
    [{ owner: "bob" }, "malformed"],
  ])("is refused with %j: %s", async (changes, code) => {
    expect((await create({ ...GARDEN, ...changes })).body).toMatchObject({ code });
    expect(api.rooms().asked).toEqual([]);
  });
});

describe("a room", () => {
  beforeEach(() => create());

  test("answers a command with its event, and a repeat with the same one", async () => {
    const first = await command(post(2, "hello"));
    expect(first).toMatchObject({
      status: 200,
      body: { repeated: false, event: { seq: 2, body: "hello", by: ann.person.id, name: "Ann" } },
    });
    const { event } = first.body as { event: unknown };
    expect((await command(post(2, "hello"))).body).toEqual({ event, repeated: true });
    expect((await command(post(2, "else"))).body).toMatchObject({ code: "id_reused" });
  });

  test("passes its refusals on as they are", async () => {
    expect(await command(post(2, " "))).toMatchObject({
      status: 422,
      body: { code: "body_empty" },
    });
    expect((await command(post(2, "hi"), bob)).body).toMatchObject({ code: "not_member" });
    expect((await command(post(2, "hi"), ann, "nowhere")).body).toMatchObject({
      code: "no_such_room",
    });
  });

  test("is not asked for what only the server may want, or for what nobody knows", async () => {
    const before = api.rooms().asked.length;
    const imports = { type: "history.import", id: commandId(3), entries: [] };
    expect((await command(imports)).body).toMatchObject({ code: "unknown_type" });
    expect(
      (await command({ type: "room.create", id: commandId(3), name: "x", topic: "" })).body,
    ).toMatchObject({ code: "unknown_type" });
    expect((await command({ type: "constructor" })).body).toMatchObject({ code: "unknown_type" });
    expect((await command({ ...post(2, "x"), by: "bob" })).body).toMatchObject({
      code: "malformed",
    });
    expect(api.rooms().asked).toHaveLength(before);
  });

  test("cannot have just any name in an address", async () => {
    for (const room of ["a%20b", "..%2F..%2Fetc", "%00", "x".repeat(65), "r%C3%B6om"]) {
      expect((await command(post(2, "x"), ann, room)).body).toMatchObject({ code: "no_such_room" });
      expect((await history("", ann, room)).body).toMatchObject({ code: "no_such_room" });
    }
  });

  test("that says it is slow says how long to wait", async () => {
    const rooms = api.rooms();
    const world = {
      rooms: {
        ...rooms,
        command: async () => ({
          ok: false as const,
          refusal: { code: "rate_limited" as const, retryable: true, retryAfterMs: 1_200 },
        }),
      },
    };
    const heard = await api.ask("POST", `/api/rooms/${GARDEN.id}/commands`, {
      token: ann.accessToken,
      body: post(2, "x"),
      world,
    });
    expect(heard.status).toBe(429);
    expect(heard.headers.get("Retry-After")).toBe("2");
    expect(heard.body).toEqual({
      type: "about:blank",
      status: 429,
      code: "rate_limited",
      title: "Too many tries. Try again in 2 seconds.",
      retryable: true,
      retryAfterMs: 1_200,
    });
  });

  test("shows who joined in the directory once it is archived", async () => {
    await command({ type: "room.join", id: commandId(2) }, bob);
    await archiveEvents(
      api.database,
      roomId(GARDEN.id),
      "e",
      api.rooms().eventsOf(roomId(GARDEN.id)),
    );
    expect(await list(bob)).toMatchObject({ rooms: [{ members: 2, joined: true }] });
  });
});

describe("history", () => {
  beforeEach(async () => {
    await create();
    for (const number of [2, 3, 4, 5]) await command(post(number, `message ${number}`));
  });

  test("gives the newest first of all, in ascending order", async () => {
    const { body } = await history("?limit=2");
    expect(body).toMatchObject({ messages: [{ seq: 4 }, { seq: 5 }], hasMore: true });
    expect((await history()).body).toMatchObject({ hasMore: false });
    expect((await history("?before=4&limit=1")).body).toMatchObject({ messages: [{ seq: 3 }] });
    expect((await history("?after=2&limit=200")).body).toMatchObject({
      messages: [{ seq: 3 }, { seq: 4 }, { seq: 5 }],
    });
  });

  test.each([
    "?before=1&after=2",
    "?around=1&before=2",
    "?limit=0",
    "?limit=201",
    "?limit=ten",
    "?before=-1",
    "?before=1e3",
    "?before=",
    "?before=99999999999999999",
    "?other=1",
  ])("is not asked for with %s", async (query) => {
    expect((await history(query)).body).toMatchObject({ code: "malformed" });
  });

  test("is for members", async () => {
    expect((await history("", bob)).body).toMatchObject({ code: "not_member" });
    expect((await api.ask("GET", `/api/rooms/${GARDEN.id}/messages`)).status).toBe(401);
  });
});

describe("while the database is away", () => {
  test("members get history and tickets, and the directory says that it cannot be reached", async () => {
    const told = vi.spyOn(console, "error").mockReturnValue();
    await create();
    const world = api.withoutDatabase;
    const token = ann.accessToken;
    expect((await ticket(ann, GARDEN.id, world)).status).toBe(200);
    const path = `/api/rooms/${GARDEN.id}/messages`;
    expect((await api.ask("GET", path, { token, world })).status).toBe(200);
    expect(
      (
        await api.ask("POST", `/api/rooms/${GARDEN.id}/commands`, {
          token,
          world,
          body: post(2, "x"),
        })
      ).status,
    ).toBe(200);
    const unavailable = { status: 503, body: { code: "unavailable", retryable: true } };
    expect(await api.ask("GET", "/api/rooms", { token, world })).toMatchObject(unavailable);
    expect(await create({ ...GARDEN, id: commandId(9) }, ann, world)).toMatchObject(unavailable);
    expect(await api.ask("GET", "/api/community", { world })).toMatchObject(unavailable);
    const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    expect(lines[0]).toMatchObject({
      level: "error",
      event: "api.unavailable",
      method: "GET",
      route: "/api/rooms",
    });
    told.mockRestore();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { archiveEvents } from "#db/archive.ts";
import { PASSWORD, startApi, type TestApi } from "../../test/api.ts";
import { commandId, NOON, roomId } from "../../test/words.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const YEARS_AGO = Date.UTC(2004, 5, 1);

async function ask(path: string, body: unknown) {
  return api.ask("POST", `/api/import/${path}`, { token: await api.operator(), body });
}

function line(number: number, by = "from-nick") {
  const id = commandId(number, YEARS_AGO);
  return { type: "message.posted", id, at: YEARS_AGO, by, name: "nick", body: `line ${number}` };
}

describe("importing people", () => {
  test("gives a name of a source the same id every time, and another in another source", async () => {
    const names = ["nick", "nick|away", "n=Alex Ünicode"];
    const first = await ask("people", { source: "irc", names });
    expect(first).toMatchObject({ status: 200, body: { people: names.map((name) => ({ name })) } });
    expect((await ask("people", { source: "irc", names })).body).toEqual(first.body);
    const other = await ask("people", { source: "mail", names });
    expect(JSON.stringify(other.body)).not.toBe(JSON.stringify(first.body));
    const { rows } = await api.database.client.execute("select distinct kind, role from accounts");
    expect(rows.map((row) => ({ ...row }))).toEqual([{ kind: "placeholder", role: "member" }]);
  });

  test("lets no one sign in as them", async () => {
    await ask("people", { source: "irc", names: ["nick"] });
    const body = { email: "nick", password: PASSWORD };
    expect((await api.ask("POST", "/api/session", { body })).status).toBe(401);
  });

  test("is refused for names that nobody could see, and for more than 500", async () => {
    expect((await ask("people", { source: "irc", names: [" "] })).body).toMatchObject({
      code: "name_invalid",
    });
    const names = Array.from({ length: 501 }, (_, i) => `n${i}`);
    expect((await ask("people", { source: "irc", names })).body).toMatchObject({
      code: "malformed",
    });
    expect((await ask("people", { source: "irc", names: names.slice(1) })).status).toBe(200);
  });
});

describe("importing a room", () => {
  test("needs a community", async () => {
    expect(await ask("rooms", { name: "Old days" })).toMatchObject({
      status: 409,
      body: { code: "community_missing" },
    });
    const entries = { id: commandId(1), entries: [line(1)] };
    expect((await ask("rooms/any/entries", entries)).body).toMatchObject({
      code: "community_missing",
    });
  });

  test("makes it once and then finds it, in the founder's name", async () => {
    const ann = await api.found();
    const made = await ask("rooms", { name: "Old days" });
    expect(made.status).toBe(200);
    expect((await ask("rooms", { name: " old DAYS " })).body).toEqual(made.body);
    expect(api.rooms().asked).toEqual([`${ann.person.id}: room.create`]);
    const heard = await api.ask("GET", "/api/rooms", { token: ann.accessToken });
    expect(heard.body).toMatchObject({ rooms: [{ name: "Old days", joined: true }] });
  });

  test("takes up a creation that did not come to its end", async () => {
    await api.found();
    api.rooms().failNext("unavailable");
    expect((await ask("rooms", { name: "Old days" })).status).toBe(503);
    expect((await ask("rooms", { name: "old days" })).status).toBe(200);
    const { rows } = await api.database.client.execute("select name from rooms");
    expect(rows.map((row) => ({ ...row }))).toEqual([{ name: "Old days" }]);
  });

  test("refuses a name that cannot be one", async () => {
    await api.found();
    expect((await ask("rooms", { name: "" })).body).toMatchObject({ code: "name_invalid" });
  });
});

describe("importing entries", () => {
  async function room(): Promise<string> {
    await api.found();
    const { body } = await ask("rooms", { name: "Old days" });
    return (body as { id: string }).id;
  }

  test("adds what the room does not know", async () => {
    const id = await room();
    const send = (entries: unknown[], number: number) =>
      ask(`rooms/${id}/entries`, { id: commandId(number), entries });
    expect((await send([line(1), line(2)], 90)).body).toEqual({ added: 2, known: 0 });
    expect((await send([line(1), line(2)], 91)).body).toEqual({ added: 0, known: 2 });
    expect((await send([line(2), line(3)], 92)).body).toEqual({ added: 1, known: 1 });
  });

  test("adds nothing that the archive knows, however long the room has forgotten it", async () => {
    const id = await room();
    const send = (entries: unknown[]) => ask(`rooms/${id}/entries`, { id: commandId(90), entries });
    await send([line(1), line(2)]);
    await archiveEvents(api.database, roomId(id), "e", api.rooms().eventsOf(roomId(id)));
    const asked = api.rooms().asked.length;
    expect((await send([line(1), line(2)])).body).toEqual({ added: 0, known: 2 });
    expect(api.rooms().asked).toHaveLength(asked);
    expect((await send([line(1), line(2), line(3)])).body).toEqual({ added: 1, known: 2 });
  });

  test("passes on what the room says", async () => {
    const id = await room();
    const empty = { ...line(1), body: "" };
    const heard = await ask(`rooms/${id}/entries`, { id: commandId(90), entries: [empty] });
    expect(heard.body).toMatchObject({ code: "malformed" });
    expect((await ask(`rooms/${id}/entries`, { id: commandId(90), entries: [] })).status).toBe(400);
  });
});

test("import is for the operator: a person's token does not do, nor does an old one", async () => {
  const ann = await api.found();
  const operator = await api.operator();
  const paths = ["people", "rooms", "rooms/any/entries"];
  for (const path of paths) {
    for (const token of [ann.accessToken, "x.y.z", ""]) {
      const heard = await api.ask("POST", `/api/import/${path}`, { token, body: {} });
      expect(heard).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    }
  }
  expect((await api.ask("GET", "/api/rooms", { token: operator })).status).toBe(401);
  api.clock.now = NOON + 6 * 60_000;
  const late = await api.ask("POST", "/api/import/rooms", { token: operator, body: { name: "x" } });
  expect(late.status).toBe(401);
});

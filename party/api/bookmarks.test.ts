import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { archiveEvents } from "#db/archive.ts";
import { factsOf } from "#db/own-data.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { MAX_BOOKMARKS } from "#protocol/limits.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON, roomId } from "../../test/words.ts";

const GARDEN = commandId(1);
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
  await api.ask("POST", "/api/rooms", {
    token: ann.accessToken,
    body: { id: GARDEN, name: "Garden" },
  });
});
afterAll(() => api.stop());

const list = async (who = ann) =>
  (await api.ask("GET", "/api/bookmarks", { token: who.accessToken })).body;
const keep = (seq: number | string, who = ann) =>
  api.ask("PUT", `/api/bookmarks/${GARDEN}/${seq}`, { token: who.accessToken, body: {} });
const drop = (seq: number, who = ann) =>
  api.ask("DELETE", `/api/bookmarks/${GARDEN}/${seq}`, { token: who.accessToken });
const command = (body: object, who: SignedIn) =>
  api.ask("POST", `/api/rooms/${GARDEN}/commands`, { token: who.accessToken, body });

async function archived(...more: object[]) {
  const events = [
    { type: "room.created", room: { name: "Garden", topic: "" } },
    { type: "message.posted", body: "Roses" },
    ...more,
  ].map((fact, i): RoomEvent => {
    const happened = { seq: i + 1, id: commandId(50 + i), at: NOON + i };
    return { ...happened, by: ann.person.id, name: "Ann", ...fact } as RoomEvent;
  });
  await archiveEvents(api.database, roomId(GARDEN), "0001", events);
}

describe("what one keeps at hand", () => {
  test("is told with what the message says, where, and by whom", async () => {
    await archived();
    expect((await keep(2)).status).toBe(204);
    expect(await list()).toEqual({
      bookmarks: [
        {
          room: GARDEN,
          seq: 2,
          savedAt: api.clock.now,
          roomName: "Garden",
          message: {
            by: ann.person.id,
            name: "Ann",
            at: NOON + 1,
            body: "Roses",
            isAction: false,
            isDeleted: false,
          },
        },
      ],
    });
  });

  test("is one's own alone", async () => {
    await archived();
    await command({ type: "room.join", id: commandId(7) }, bob);
    await keep(2);
    expect(await list(bob)).toEqual({ bookmarks: [] });
    await drop(2, bob);
    expect(await list()).toMatchObject({ bookmarks: [{ seq: 2 }] });
  });

  test("is there once however often it is asked for, and gone when it is dropped", async () => {
    await keep(2);
    expect((await keep(2)).status).toBe(204);
    expect(await list()).toMatchObject({ bookmarks: [{ seq: 2, message: null }] });
    await drop(2);
    expect((await drop(2)).status).toBe(204);
    expect(await list()).toEqual({ bookmarks: [] });
  });

  test("says what an edit made of it, and nothing once it is deleted", async () => {
    await archived({ type: "message.edited", target: 2, body: "Tulips" });
    await keep(2);
    expect(await list()).toMatchObject({ bookmarks: [{ message: { body: "Tulips" } }] });
    await archived(
      { type: "message.edited", target: 2, body: "Tulips" },
      { type: "message.deleted", target: 2, edits: [3] },
    );
    expect(await list()).toMatchObject({ bookmarks: [{ message: { body: "", isDeleted: true } }] });
  });

  test("is of the rooms that one is in", async () => {
    expect(await keep(2, bob)).toMatchObject({ body: { code: "not_member" } });
    await command({ type: "room.join", id: commandId(7) }, bob);
    await keep(2, bob);
    expect(await list(bob)).toMatchObject({ bookmarks: [{ seq: 2 }] });
    await command({ type: "room.leave", id: commandId(8) }, bob);
    expect(await list(bob)).toEqual({ bookmarks: [] });
  });

  test("is a thousand messages at most", async () => {
    await api.database.client.execute({
      sql: `with recursive n(seq) as (select 100 union all select seq + 1 from n where seq < ?)
        insert into bookmarks select ?, ?, seq, 1 from n`,
      args: [99 + MAX_BOOKMARKS, ann.person.id, GARDEN],
    });
    expect(await keep(2)).toMatchObject({ status: 409, body: { code: "bookmarks_full" } });
    expect((await keep(100)).status).toBe(204);
    await drop(100);
    expect((await keep(2)).status).toBe(204);
  });

  test("is part of the copy of one's data, and goes with the account", async () => {
    await command({ type: "room.join", id: commandId(7) }, bob);
    await keep(2, bob);
    expect(await factsOf(api.database, bob.person.id)).toMatchObject({
      saved: [{ room: "Garden", number: 2 }],
    });
    await api.ask("DELETE", "/api/account", { token: bob.accessToken });
    const { rows } = await api.database.client.execute("select count(*) as left from bookmarks");
    expect(rows[0]).toMatchObject({ left: 0 });
  });

  test("has an address that names a message, or none", async () => {
    expect((await keep(0)).status).toBe(404);
    expect((await keep("two")).status).toBe(404);
  });
});

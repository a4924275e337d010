import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { archiveEvents } from "#db/archive.ts";
import { claimRoom } from "#db/rooms.ts";
import { startApi, type TestApi } from "../../test/api.ts";
import { ann, created, NOON, posted, roomId } from "../../test/words.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

async function ask(path: string, body: unknown = {}) {
  return api.ask("POST", `/api/operator/rooms${path}`, { token: await api.operator(), body });
}

describe("the rooms that are known", () => {
  test("are those of the directory and those that only the archive has left, but no mere claims", async () => {
    await archiveEvents(api.database, roomId("b"), "e", [created(1, "Zoo"), posted(2)]);
    await archiveEvents(api.database, roomId("a"), "e", [created(1, "Attic")]);
    await archiveEvents(api.database, roomId("lost"), "e", [posted(7)]);
    await claimRoom(api.database, { id: roomId("c"), name: "Claim", topic: "", by: ann }, NOON);
    expect((await ask("")).body).toEqual({
      rooms: [
        { id: "a", name: "Attic", archived: 1 },
        { id: "b", name: "Zoo", archived: 2 },
        { id: "lost", name: null, archived: 7 },
      ],
    });
  });

  test("have lives, of which the archive says how whole they are", async () => {
    await archiveEvents(api.database, roomId("a"), "e", [created(1, "Attic"), posted(3)]);
    expect((await ask("/a/lives")).body).toEqual({ lives: [{ epoch: "e", head: 3, whole: 1 }] });
  });
});

describe("a room's upkeep", () => {
  test.each([
    ["status", {}, { do: "status" }],
    ["refill", {}, { do: "refill", newEpoch: false }],
    ["refill", { newEpoch: true }, { do: "refill", newEpoch: true }],
    ["restore", {}, { do: "restore", epoch: null, upToTheHole: false }],
    [
      "restore",
      { epoch: "e", upToTheHole: true },
      { do: "restore", epoch: "e", upToTheHole: true },
    ],
  ])("%s %j is asked of the room", async (what, body, wish) => {
    const heard = await ask(`/a/${what}`, body);
    expect(heard).toMatchObject({ status: 200, body: { status: { room: "a" }, restored: 0 } });
    expect(api.rooms().asked).toEqual([`operator: ${JSON.stringify(wish)}`]);
  });

  test("is told as the room said it", async () => {
    api.rooms().failNext("archive_incomplete");
    expect(await ask("/a/restore")).toMatchObject({
      status: 409,
      body: { code: "archive_incomplete", retryable: false },
    });
  });

  test("can be asked for while the database is away", async () => {
    const token = await api.operator();
    const heard = await api.ask("POST", "/api/operator/rooms/a/status", {
      token,
      body: {},
      world: api.withoutDatabase,
    });
    expect(heard.status).toBe(200);
  });
});

test("upkeep is for the operator: a person's token does not do, not even the owner's", async () => {
  const owner = await api.found();
  for (const path of ["", "/a/lives", "/a/status", "/a/refill", "/a/restore"]) {
    const asked = { token: owner.accessToken, body: {} };
    const heard = await api.ask("POST", `/api/operator/rooms${path}`, asked);
    expect(heard).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  }
  expect(api.rooms().asked).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { ann, bob, commandId, created, NOON, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { knownIds } from "./known-events.ts";
import { claimRoom, findRoomByName, listRooms, openRoom, releaseRoom } from "./rooms.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const garden = { id: roomId("garden"), name: "Garden", topic: "Plants", by: ann };
const rival = { id: roomId("rival"), name: "ＧＡＲＤＥＮ", topic: "", by: bob };
const claim = (room = garden, now = NOON) => claimRoom(real.database, room, now);

describe("the directory", () => {
  test("lists a room when it is open, with its founder in it", async () => {
    expect(await claim()).toBe("claimed");
    expect(await listRooms(real.database, ann)).toEqual([]);
    await openRoom(real.database, garden, NOON);
    await openRoom(real.database, garden, NOON + 1);
    const listed = {
      id: "garden",
      name: "Garden",
      topic: "Plants",
      members: 1,
      lastAt: null,
      invitation: null,
    };
    expect(await listRooms(real.database, ann)).toEqual([{ ...listed, joined: true }]);
    expect(await listRooms(real.database, bob)).toEqual([{ ...listed, joined: false }]);
  });

  test("is in the order of names", async () => {
    for (const name of ["beta", "Alpha", "gamma"]) {
      const room = { ...garden, id: roomId(name), name };
      await claim(room);
      await openRoom(real.database, room, NOON);
    }
    const names = (await listRooms(real.database, ann)).map(({ name }) => name);
    expect(names).toEqual(["Alpha", "beta", "gamma"]);
  });

  test("lets a creation be repeated before and after it is open", async () => {
    await claim();
    expect(await claim(garden, NOON + 10)).toBe("claimed");
    await openRoom(real.database, garden, NOON);
    expect(await claim(garden, NOON + 20)).toBe("open");
  });

  test("gives a name to one room, however it is written", async () => {
    await claim();
    expect(await claim(rival)).toBe("name_taken");
    await openRoom(real.database, garden, NOON);
    expect(await claim(rival, NOON + 1_000_000)).toBe("name_taken");
  });

  test("gives an id to one room of one person", async () => {
    await claim();
    expect(await claim({ ...garden, by: bob })).toBe("other");
    expect(await claim({ ...garden, name: "Else" })).toBe("other");
  });

  test("of ten rooms that want one name at once one gets it", async () => {
    const rooms = Array.from({ length: 10 }, (_, i) => ({ ...garden, id: roomId(`r${i}`) }));
    const claims = await Promise.all(rooms.map((room) => claim(room)));
    expect(claims.filter((one) => one === "claimed")).toHaveLength(1);
  });

  test("passes a failed creation's name on after a minute, and the late creator learns of it", async () => {
    await claim();
    expect(await claim(rival, NOON + 59_000)).toBe("name_taken");
    expect(await claim(rival, NOON + 60_001)).toBe("claimed");
    expect(await claim(garden, NOON + 60_002)).toBe("name_taken");
    await releaseRoom(real.database, rival);
    expect(await claim(garden, NOON + 60_003)).toBe("claimed");
  });

  test("takes back no room that is open, and nobody else's", async () => {
    await claim();
    await releaseRoom(real.database, { ...garden, by: bob });
    expect(await findRoomByName(real.database, " garden ")).toMatchObject({ isOpen: false });
    await openRoom(real.database, garden, NOON);
    await releaseRoom(real.database, garden);
    expect(await findRoomByName(real.database, "garden")).toEqual({ ...garden, isOpen: true });
    expect(await findRoomByName(real.database, "nowhere")).toBeUndefined();
  });
});

test("the archive knows which ids it holds, room by room", async () => {
  await archiveEvents(real.database, garden.id, "e", [created(1, "Garden"), posted(2)]);
  const asked = [commandId(1), commandId(2), commandId(3)];
  expect([...(await knownIds(real.database, garden.id, asked))]).toEqual(asked.slice(0, 2));
  expect((await knownIds(real.database, rival.id, asked)).size).toBe(0);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { ann, bob, created, happened, NOON, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { claimRoom, listRooms } from "./rooms.ts";

const room = roomId("garden");
const EPOCH = "first";
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

async function everything() {
  const { client } = real.database;
  const tables = ["events", "messages", "memberships", "rooms"];
  const answers = await client.batch(
    tables.map((table) => `select * from ${table} order by 1, 2, 3`),
  );
  return answers.map(({ rows }) => rows.map((row) => ({ ...row })));
}

const archive = (events: Parameters<typeof archiveEvents>[3], epoch = EPOCH) =>
  archiveEvents(real.database, room, epoch, events);

describe("the archive", () => {
  test("holds every event as the room wrote it, and every message for search", async () => {
    const wave = {
      ...posted(3),
      action: true as const,
      body: 'waves — 👋 "quoted" \\ and\nnew line',
    };
    await archive([created(1, "Garden"), happened("member.joined", 2, bob), wave]);
    const [events, messages] = await everything();
    const written = [created(1, "Garden"), happened("member.joined", 2, bob), wave];
    expect(events?.map((row) => row["json"])).toEqual(
      written.map((event) => JSON.stringify(event)),
    );
    expect(messages).toMatchObject([{ id: wave.id, seq: 3, body: wave.body, action: 1, by: ann }]);
  });

  test("does not change when the same batch comes again", async () => {
    const batch = [created(1, "Garden"), happened("member.joined", 2, bob), posted(3), posted(4)];
    await archive(batch);
    const once = await everything();
    await archive(batch);
    await archive(batch.slice(1, 3));
    expect(await everything()).toEqual(once);
    expect(await listRooms(real.database, bob)).toEqual([
      {
        id: room,
        name: "Garden",
        topic: "",
        members: 2,
        joined: true,
        lastAt: NOON + 4,
        invitation: null,
      },
    ]);
  });

  test("follows joins and leaves, and an old batch that comes late changes nothing", async () => {
    const first = [created(1, "Garden"), happened("member.joined", 2, bob)];
    await archive(first);
    await archive([happened("member.left", 3, bob)]);
    await archive(first);
    const [listed] = await listRooms(real.database, bob);
    expect(listed).toMatchObject({ members: 1, joined: false });
    await archive([happened("member.joined", 4, bob)]);
    expect(await listRooms(real.database, bob)).toMatchObject([{ members: 2, joined: true }]);
  });

  test("makes nobody a member for what was imported", async () => {
    await archive([created(1, "Garden"), happened("member.joined", 2, bob, { imported: true })]);
    expect(await listRooms(real.database, bob)).toMatchObject([{ members: 1, joined: false }]);
    await archive([happened("member.joined", 3, bob)]);
    await archive([
      happened("member.left", 4, bob, { imported: true }),
      happened("member.left", 5, ann),
    ]);
    expect(await listRooms(real.database, bob)).toMatchObject([{ members: 1, joined: true }]);
  });

  test("opens the directory's row of a room whose creator never heard back", async () => {
    await claimRoom(real.database, { id: room, name: "Garden", topic: "", by: ann }, NOON);
    expect(await listRooms(real.database, ann)).toEqual([]);
    await archive([created(1, "Garden")]);
    expect(await listRooms(real.database, ann)).toMatchObject([{ id: room, joined: true }]);
  });

  test("goes on when the room's name has passed to another room meanwhile", async () => {
    const other = roomId("other");
    await claimRoom(real.database, { id: other, name: "garden", topic: "", by: bob }, NOON);
    await archive([created(1, "Garden"), posted(2)]);
    expect(await listRooms(real.database, ann)).toMatchObject([{ id: room, name: "Garden" }]);
  });

  test("stops and says so when a number belongs to another event already", async () => {
    await archive([created(1, "Garden"), posted(2)]);
    const before = await everything();
    const other = posted(2, { body: "something else" });
    expect(await archive([other])).toBe("disagrees");
    expect(await archive([posted(1), other, posted(3)])).toBe("disagrees");
    expect(await everything()).toEqual(before);
  });

  test("keeps both messages when two people use one id", async () => {
    await archive([
      created(1, "Garden"),
      posted(2),
      { ...posted(3, { by: bob }), id: posted(2).id },
    ]);
    const [, messages] = await everything();
    expect(messages).toHaveLength(2);
  });

  test("takes a thousand events well within a second", async () => {
    const batches = [0, 500].map((start) =>
      Array.from({ length: 500 }, (_, i) => posted(start + i + 1, { body: "x".repeat(200) })),
    );
    const began = performance.now();
    for (const batch of batches) await archive(batch);
    // 50 to 120 ms on two cores; the rest is for a machine that does much else.
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test("takes 500 messages of the greatest length", async () => {
    const body = "ü".repeat(8_000);
    const long = Array.from({ length: 500 }, (_, i) => posted(i + 2, { body }));
    await archive([created(1, "Garden"), ...long]);
    const { rows } = await real.database.client.execute(
      `select (select count(*) from events) as events, count(*) as messages,
        min(length(body)) as shortest from messages`,
    );
    expect({ ...rows[0] }).toEqual({ events: 501, messages: 500, shortest: 8_000 });
  });

  test("has nothing to do for no events", async () => {
    await archive([]);
    expect(await everything()).toEqual([[], [], [], []]);
  });
});

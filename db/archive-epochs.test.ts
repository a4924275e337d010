import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { bob, created, happened, NOON, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { archivedLives, readArchive } from "./archived-lives.ts";
import { listRooms } from "./rooms.ts";

const room = roomId("garden");
const OLD = "5cbb8a3e-5b0d-4c9e-9c43-f6a1f6f0aa11";
const epochAt = (at: number) => newEpoch(at, new Uint8Array(10), null);
const [FIRST, SECOND] = [epochAt(NOON), epochAt(NOON + 1)];
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const archive = (epoch: string, events: RoomEvent[]) =>
  archiveEvents(real.database, room, epoch, events);

async function stored() {
  const { rows } = await real.database.client.execute(
    "select epoch, seq from events order by epoch, seq",
  );
  return rows.map((row) => ({ ...row }));
}

describe("a room's later life", () => {
  test("may write, and from then on the earlier one may not: nothing of its batch stays", async () => {
    expect(await archive(FIRST, [created(1, "Garden"), posted(2)])).toBe("stored");
    expect(await archive(SECOND, [created(1, "Garden")])).toBe("stored");
    const before = await stored();
    expect(await archive(FIRST, [posted(3), happened("member.joined", 4, bob)])).toBe("fenced");
    expect(await stored()).toEqual(before);
    expect(await listRooms(real.database, bob)).toMatchObject([{ members: 1, joined: false }]);
    expect(await archive(SECOND, [posted(2)])).toBe("stored");
  });

  test("is told by its name, whichever of them comes first", async () => {
    expect(await archive(SECOND, [created(1, "Garden")])).toBe("stored");
    expect(await archive(FIRST, [created(1, "Garden")])).toBe("fenced");
  });

  test("follows any from before epochs had an order, of which the first to write may go on", async () => {
    const other = "f0000000-0000-4000-8000-000000000000";
    expect(await archive(OLD, [created(1, "Garden")])).toBe("stored");
    expect(await archive(other, [created(1, "Garden")])).toBe("fenced");
    expect(await archive(OLD, [posted(2)])).toBe("stored");
    expect(await archive(FIRST, [created(1, "Garden")])).toBe("stored");
    expect(await archive(OLD, [posted(3)])).toBe("fenced");
  });

  test("is nothing to another room", async () => {
    await archive(SECOND, [created(1, "Garden")]);
    const other = await archiveEvents(real.database, roomId("attic"), FIRST, [created(1, "Attic")]);
    expect(other).toBe("stored");
  });

  test("is fenced by its room's numbers only after it was let in: two refusals are told apart", async () => {
    await archive(SECOND, [created(1, "Garden"), posted(2)]);
    expect(await archive(SECOND, [posted(2, { body: "another" })])).toBe("disagrees");
    expect(await archive(FIRST, [posted(2, { body: "another" })])).toBe("fenced");
  });
});

test("a database from before epochs had an order lets each room's last epoch write", async () => {
  await archive(OLD, [created(1, "Garden")]);
  const { client } = real.database;
  await client.execute(
    `insert into events select room_id, 'f0000000-0000-4000-8000-000000000000', seq, id, at, by, type, json from events`,
  );
  await client.execute("delete from archive_epochs");
  const migration = await readFile(
    new URL("./migrations/0002_archive-epochs.sql", import.meta.url),
    "utf8",
  );
  await client.execute(migration.split("--> statement-breakpoint").at(-1) ?? "");
  expect(await archive(OLD, [posted(2)])).toBe("fenced");
  expect(await archive("f0000000-0000-4000-8000-000000000000", [posted(2)])).toBe("stored");
});

describe("what is known of a room's lives", () => {
  test("says where each ends and where it has a hole, the one that may write first", async () => {
    await archive(FIRST, [created(1, "Garden"), posted(2), posted(4)]);
    await archive(SECOND, [created(1, "Garden")]);
    expect(await archivedLives(real.database, room)).toEqual([
      { epoch: SECOND, head: 1, whole: 1 },
      { epoch: FIRST, head: 4, whole: 2 },
    ]);
    expect(await archivedLives(real.database, roomId("attic"))).toEqual([]);
  });

  test("is nothing whole where the first event is missing", async () => {
    await archive(FIRST, [posted(2), posted(3)]);
    expect(await archivedLives(real.database, room)).toMatchObject([{ head: 3, whole: 0 }]);
  });
});

describe("reading a life", () => {
  test("gives it as it was written, in pages, up to where something is missing", async () => {
    const log = [
      created(1, "Garden"),
      ...Array.from({ length: 450 }, (_, i) => posted(i + 2, { body: `„${i}“\n` })),
    ];
    await archive(FIRST, log);
    await archive(FIRST, [posted(453)]);
    const read: RoomEvent[] = [];
    for (;;) {
      const page = await readArchive(real.database, room, FIRST, read.length);
      if (page.length === 0) break;
      read.push(...page);
    }
    expect(JSON.stringify(read)).toBe(JSON.stringify(log));
  });

  test("takes what is no event for missing", async () => {
    await archive(FIRST, [created(1, "Garden"), posted(2), posted(3)]);
    await real.database.client.execute(`update events set json = '{"seq":2}' where seq = 2`);
    expect(await readArchive(real.database, room, FIRST, 0)).toHaveLength(1);
    await real.database.client.execute(`update events set json = '{' where seq = 2`);
    expect(await readArchive(real.database, room, FIRST, 0)).toHaveLength(1);
  });
});

import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withoutName } from "#protocol/erasure.ts";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { ann, bob, commandId, created, happened, NOON, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { eraseFromArchive } from "./archive-erasure.ts";
import { archivedLives, readArchive } from "./archived-lives.ts";
import { listRooms } from "./rooms.ts";

const room = roomId("garden");
const epochAt = (at: number) => newEpoch(at, new Uint8Array(10), null);
const [FIRST, SECOND] = [epochAt(NOON), epochAt(NOON + 1)];
/** What JSON writes in more than one way. */
const ODD = 'waves — 👋 "quoted" \\ / \u0007 \u2028 and\nnew line\t</script>';
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const archive = (events: readonly RoomEvent[], epoch = FIRST) =>
  archiveEvents(real.database, room, epoch, events);

const erase = (after = "", epoch = FIRST) =>
  eraseFromArchive(real.database, { room, epoch, person: bob }, after);

async function texts(epoch = FIRST) {
  const { rows } = await real.database.client.execute({
    sql: "select json from events where epoch = ? order by seq",
    args: [epoch],
  });
  return rows.map((row) => v.parse(v.string(), row["json"]));
}

const renamed: RoomEvent = {
  type: "member.renamed",
  seq: 4,
  id: commandId(4),
  at: NOON,
  by: bob,
  name: "bob",
  to: "robert",
};
const STORY: RoomEvent[] = [
  created(1, "Garden"),
  happened("member.joined", 2, bob),
  { ...posted(3, { by: bob, body: ODD }), name: "bob" },
  renamed,
  posted(5, { by: ann, body: "bob said it" }),
];
const FORGOTTEN = STORY.map((event) => (event.by === bob ? withoutName(event) : event));
const asText = (events: readonly RoomEvent[]) => events.map((event) => JSON.stringify(event));

describe("taking a name out of the archive", () => {
  test("leaves each event to the letter what a room says that has forgotten it", async () => {
    await archive(STORY);
    expect(await erase()).toEqual({ next: null });
    expect(await texts()).toEqual(asText(FORGOTTEN));
    expect(await archive(FORGOTTEN)).toBe("stored");
    expect(await erase()).toEqual({ next: null });
    expect(await texts()).toEqual(asText(FORGOTTEN));
  });

  test("goes through all lives of the room, and no other room", async () => {
    await archive(STORY);
    await archive(STORY, SECOND);
    const other = roomId("attic");
    await archiveEvents(real.database, other, FIRST, STORY);
    expect(await erase("", SECOND)).toEqual({ next: null });
    const { rows } = await real.database.client.execute(
      "select count(*) as named from events where by = 'bob' and json->>'name' <> '' group by room_id",
    );
    expect(rows.map((row) => row["named"])).toEqual([3]);
  });

  test("is refused to an earlier life", async () => {
    await archive(STORY);
    await archive(STORY.slice(0, 1), SECOND);
    expect(await erase("", FIRST)).toBe("fenced");
    expect(await texts()).toEqual(asText(STORY));
  });

  test("goes on page by page, across lives, until all is done", async () => {
    const many = Array.from({ length: 1_500 }, (_, i) =>
      i === 0 ? created(1, "Garden") : { ...posted(i + 1, { by: bob }), name: "bob" },
    );
    for (const epoch of [FIRST, SECOND])
      for (let from = 0; from < many.length; from += 500)
        await archive(many.slice(from, from + 500), epoch);
    const marks: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const erased = await erase(next, SECOND);
      if (erased === "fenced") throw new Error("it may write");
      next = erased.next;
      if (next !== null) marks.push(next);
    }
    expect(marks).toEqual([`500 ${SECOND}`]);
    for (const epoch of [FIRST, SECOND])
      expect((await texts(epoch)).filter((text) => text.includes('"bob",'))).toHaveLength(1_499);
    const { rows } = await real.database.client.execute(
      "select count(*) as named from events where json->>'name' = 'bob'",
    );
    expect(rows[0]?.["named"]).toBe(0);
  });
});

describe("an archive and a room, one of which has forgotten a name", () => {
  test("agree while it is the room, and what is stored stays until it is taken out", async () => {
    await archive(STORY);
    expect(await archive(FORGOTTEN)).toBe("stored");
    expect(await texts()).toEqual(asText(STORY));
    const [, , third] = FORGOTTEN;
    const other = { ...(third ?? posted(3)), body: "something else" } as RoomEvent;
    expect(await archive([other])).toBe("disagrees");
  });

  test("disagree while it is the archive: an old request must not bring the name back", async () => {
    await archive(FORGOTTEN);
    expect(await archive(STORY)).toBe("disagrees");
    expect(await texts()).toEqual(asText(FORGOTTEN));
  });
});

describe("someone whose account was deleted", () => {
  const erased: RoomEvent = {
    type: "member.erased",
    seq: 6,
    id: commandId(6),
    at: NOON,
    by: bob,
    name: "",
  };
  const depart = () =>
    real.database.client
      .execute(`insert into accounts (id, kind, name, role, session_version, created_at)
      values ('bob', 'departed', 'Former member', 'member', 1, 0)`);
  const toTell = async () => {
    const { rows } = await real.database.client.execute("select person_id, room_id from erasures");
    return rows.map((row) => ({ ...row }));
  };

  test("is no member any more, in whatever order batches come", async () => {
    await archive(STORY);
    await archive([erased]);
    await archive(STORY);
    expect(await listRooms(real.database, bob)).toMatchObject([{ members: 1, joined: false }]);
  });

  test("comes back from the archive without a name, whether or not it was taken out", async () => {
    await archive(STORY);
    await depart();
    const read = await readArchive(real.database, room, FIRST, 0);
    expect(asText(read)).toEqual(asText(FORGOTTEN));
    expect(await archivedLives(real.database, room)).toMatchObject([{ head: 5, whole: 5 }]);
  });

  test("is told to the room when something by their name comes to the archive after that", async () => {
    await depart();
    await archive([created(1, "Garden")]);
    expect(await toTell()).toEqual([]);
    await archive([...STORY, happened("member.left", 6, bob)]);
    expect(await toTell()).toEqual([{ person_id: bob, room_id: room }]);
  });

  test("is told to a restored room in which they are a member again, and not to one that has forgotten them", async () => {
    await depart();
    await archive([...FORGOTTEN, erased]);
    expect(await toTell()).toEqual([]);
    await archive(FORGOTTEN, SECOND);
    expect(await toTell()).toEqual([{ person_id: bob, room_id: room }]);
  });
});

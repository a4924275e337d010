import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageDeleted, MessageEdited, RoomEvent } from "#protocol/events.ts";
import { asDeleted } from "#protocol/tombstone.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { ann, bob, created, happened, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";

const room = roomId("garden");
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const archive = (events: readonly RoomEvent[], epoch = "first") =>
  archiveEvents(real.database, room, epoch, events);

const edited = (seq: number, target: number, body: string): MessageEdited => ({
  ...happened("member.left", seq, ann),
  type: "message.edited",
  target,
  body,
});
const deleted = (seq: number, target: number, edits: number[] = []): MessageDeleted => ({
  ...happened("member.left", seq, bob),
  type: "message.deleted",
  target,
  ...(edits.length > 0 && { edits }),
});

async function texts() {
  const { rows } = await real.database.client.execute("select body from messages order by seq");
  return rows.map((row) => row["body"]);
}
async function events(epoch = "first") {
  const { rows } = await real.database.client.execute({
    sql: "select json from events where epoch = ? order by seq",
    args: [epoch],
  });
  return rows.map((row) => JSON.parse(v.parse(v.string(), row["json"])) as RoomEvent);
}

const SAID = posted(2);
const EDIT_0 = edited(3, 2, "second thoughts");
const EDIT_1 = edited(4, 2, "third thoughts");

describe("an edited message", () => {
  test("is found by what it says now, in whatever batches its edits come", async () => {
    await archive([created(1, "Garden"), SAID, EDIT_0]);
    expect(await texts()).toEqual(["second thoughts"]);
    await archive([EDIT_1]);
    expect(await texts()).toEqual(["third thoughts"]);
  });

  test("is not turned back by a batch that comes again", async () => {
    const first = [created(1, "Garden"), SAID, EDIT_0];
    await archive(first);
    await archive([EDIT_1]);
    await archive(first);
    expect(await texts()).toEqual(["third thoughts"]);
  });
});

describe("a deleted message", () => {
  const log = [created(1, "Garden"), SAID, EDIT_0, EDIT_1];
  const deletion = deleted(5, 2, [3, 4]);

  test("is gone with its edits, from the events as from what is searched", async () => {
    await archive(log);
    await archive([deletion]);
    expect(await texts()).toEqual([]);
    // To the letter what the room has made of them: a room that is restored holds the same.
    expect(JSON.stringify(await events())).toBe(
      JSON.stringify([...log.map((event) => asDeleted(event, [deletion])), deletion]),
    );
  });

  test("does not come back with a batch that comes again, or with all of it at once", async () => {
    await archive([...log, deletion]);
    await archive([...log.map((event) => asDeleted(event, [deletion])), deletion]);
    expect(await texts()).toEqual([]);
    expect(JSON.stringify(await events())).not.toContain("thoughts");
  });

  test("is no disagreement where the archive lost the deletion, and another text is one", async () => {
    await archive(log);
    const bare = log.map((event) => asDeleted(event, [deletion]));
    expect(await archive(bare)).toBe("stored");
    const other = { ...asDeleted(SAID, [deletion]), id: posted(9).id };
    expect(await archive([created(1, "Garden"), other])).toBe("disagrees");
    expect(await archive([created(1, "Garden"), { ...SAID, body: "something else" }])).toBe(
      "disagrees",
    );
  });

  test("is gone from earlier lives of the room, too", async () => {
    await archive(log, "019ab697-e800-7000-8000-000000000001");
    await archive(log, "019ab697-e800-7000-8000-000000000002");
    await archive([deletion], "019ab697-e800-7000-8000-000000000002");
    expect(JSON.stringify(await events("019ab697-e800-7000-8000-000000000001"))).not.toContain(
      "thoughts",
    );
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { PersonId } from "#protocol/ids.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { ann, bob, commandId, created, happened, NOON, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { noteInvitations } from "./invitations.ts";

const room = roomId("garden");
const epochAt = (at: number) => newEpoch(at, new Uint8Array(10), null);
const [FIRST, SECOND] = [epochAt(NOON), epochAt(NOON + 1)];
const cy = v.parse(PersonId, "cy");
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const archive = (events: readonly RoomEvent[], epoch = FIRST) =>
  archiveEvents(real.database, room, epoch, events);
const fact = (seq: number, by = ann) => ({ seq, id: commandId(seq), at: NOON + seq, by, name: by });
const invited = (seq: number, ...people: PersonId[]): RoomEvent => ({
  type: "member.invited",
  ...fact(seq),
  people,
});
const uninvited = (seq: number, person: PersonId): RoomEvent => ({
  type: "member.uninvited",
  ...fact(seq),
  person,
});

async function told() {
  const { rows } = await real.database.client.execute(
    "select person_id, by, seq from invitations order by person_id",
  );
  return rows.map((row) => [row["person_id"], row["by"], row["seq"]]);
}

const BEGUN: RoomEvent[] = [created(1, "Garden"), invited(2, bob, cy)];

test("the archive tells who is invited, by whom", async () => {
  await archive(BEGUN);
  expect(await told()).toEqual([
    ["bob", "ann", 2],
    ["cy", "ann", 2],
  ]);
});

test.each<[string, RoomEvent]>([
  ["it is taken back or declined", uninvited(3, bob)],
  ["they come in", happened("member.joined", 3, bob)],
  ["their account is deleted", { type: "member.erased", ...fact(3, bob), name: "" }],
  ["whoever has made it leaves", { type: "member.left", ...fact(3), withdrawn: [bob] }],
])(
  "an invitation is over when %s, in one batch or another, however late it is repeated",
  async (_why, end) => {
    await archive([...BEGUN, end]);
    expect(await told()).toEqual([["cy", "ann", 2]]);
    await archive(BEGUN);
    expect(await told()).toEqual([["cy", "ann", 2]]);
    await archive([end]);
    expect(await told()).toEqual([["cy", "ann", 2]]);
  },
);

test("whoever is asked again after that is invited by the later one", async () => {
  await archive([...BEGUN, uninvited(3, bob), invited(4, bob)]);
  await archive([uninvited(3, bob)]);
  await archive(BEGUN);
  expect(await told()).toEqual([
    ["bob", "ann", 4],
    ["cy", "ann", 2],
  ]);
});

test("a room that was restored tells its own, and none of the life before", async () => {
  await archive([...BEGUN, uninvited(3, bob), invited(4, bob)]);
  await archive([created(1, "Garden"), invited(2, cy)], SECOND);
  expect(await told()).toEqual([["cy", "ann", 2]]);
});

test("what the directory was told at once is what the archive tells later", async () => {
  await real.database.client.execute(
    "insert into accounts (id, kind, name, role, created_at, session_version) values ('bob', 'person', 'Bob', 'member', 1, 1)",
  );
  const note = (event: RoomEvent) => noteInvitations(real.database, room, event);
  await archive([created(1, "Garden")]);
  await note(invited(2, bob, cy));
  // Somebody whom nobody knows has no account.
  expect(await told()).toEqual([["bob", "ann", 2]]);
  await archive([invited(2, bob)]);
  expect(await told()).toEqual([["bob", "ann", 2]]);
  await note(uninvited(3, bob));
  expect(await told()).toEqual([]);
  await note(invited(4, bob));
  // Late, and about the one before.
  await note(uninvited(3, bob));
  expect(await told()).toEqual([["bob", "ann", 4]]);
});

test("whoever deleted their account while they were asked is to be forgotten there", async () => {
  await real.database.client.execute(
    "insert into accounts (id, kind, name, role, created_at, session_version) values ('bob', 'departed', 'x', 'member', 1, 1)",
  );
  await archive(BEGUN);
  const { rows } = await real.database.client.execute("select person_id, room_id from erasures");
  expect(rows.map((row) => [row["person_id"], row["room_id"]])).toEqual([["bob", room]]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { created, happened, NOON, personId, posted, roomId } from "../test/words.ts";
import { archiveEvents } from "./archive.ts";
import { archivedRooms } from "./archived-rooms.ts";
import { foundCommunity } from "./community.ts";
import { deleteAccount } from "./departure.ts";
import { forgetRoom } from "./forget-room.ts";
import { addInvite } from "./invites.ts";
import { joinCommunity } from "./joining.ts";
import { listRooms } from "./rooms.ts";

const [owner, visitor] = [personId("person-0"), personId("person-1")];
const room = roomId("r");
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(async () => {
  await emptyDatabase(real.database);
  const founding = { name: "Club", session: sessionNumber(0), nameKey: "person 0", now: NOON };
  await foundCommunity(real.database, { ...founding, founder: accountNumber(0, "owner") });
  const terms = { role: "member", room: null, emailDomain: null } as const;
  const invite = { id: "i", tokenHash: "secret", by: owner, maxUses: 9, expiresAt: NOON + 100 };
  await addInvite(real.database, { ...invite, ...terms }, NOON);
  await joinCommunity(real.database, {
    entry: { invite: "secret" },
    account: accountNumber(1),
    nameKey: "person 1",
    session: sessionNumber(1),
    ways: [],
    now: NOON,
  });
});
afterAll(() => real.stop());

const archive = (...events: Parameters<typeof archiveEvents>[3]) =>
  archiveEvents(real.database, room, "e", events);
const known = async () => (await archivedRooms(real.database)).map(({ id }) => id);

test("a room of one visitor who has left is gone from directory and archive, and only then", async () => {
  await archive(created(1, "Smoke", visitor), posted(2, { by: visitor }));
  expect(await forgetRoom(real.database, room)).toBe(false);
  expect(await listRooms(real.database, owner)).toHaveLength(1);
  await deleteAccount(real.database, visitor, NOON);
  expect(await forgetRoom(real.database, room)).toBe(true);
  expect(await known()).toEqual([]);
  const { rows } = await real.database.client.execute(
    "select (select count(*) from events) + (select count(*) from messages) as left_over",
  );
  expect(rows[0]?.["left_over"]).toBe(0);
  expect(await forgetRoom(real.database, room)).toBe(true);
});

test("a room in which anybody else ever was keeps everything, be it empty now", async () => {
  await archive(created(1, "Tea", visitor), happened("member.joined", 2, owner));
  await archive(happened("member.left", 3, owner));
  await deleteAccount(real.database, visitor, NOON);
  expect(await forgetRoom(real.database, room)).toBe(false);
  expect(await known()).toEqual([room]);
});

test("an empty room of somebody who is still here stays", async () => {
  await archive(created(1, "Tea", visitor), happened("member.left", 2, visitor));
  expect(await forgetRoom(real.database, room)).toBe(false);
  expect(await known()).toEqual([room]);
});

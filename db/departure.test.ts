import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { commandId, created, happened, NOON, personId, posted, roomId } from "../test/words.ts";
import { credentialsOf } from "./accounts.ts";
import { archiveEvents } from "./archive.ts";
import { actingOwner, foundCommunity } from "./community.ts";
import { deleteAccount } from "./departure.ts";
import { dropErasure, INBOX, takeErasures } from "./erasures.ts";
import { addInvite } from "./invites.ts";
import { joinCommunity } from "./joining.ts";
import { noteMembership, roomsOf } from "./memberships.ts";
import { listRooms } from "./rooms.ts";
import { findToken } from "./sessions.ts";

const [owner, bob] = [personId("person-0"), personId("person-1")];
const MINUTE = 60_000;
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
});
afterAll(() => real.stop());

const join = (number: number, role: "member" | "owner" = "member") =>
  joinCommunity(real.database, {
    entry: { invite: "secret" },
    account: accountNumber(number, role),
    nameKey: `person ${number}`,
    ways: [],
    session: sessionNumber(number),
    now: NOON,
  });

const sql = (text: string) => real.database.client.execute(text);

async function everyText(): Promise<string> {
  const tables = await sql("select name from sqlite_schema where type = 'table'");
  const texts = await Promise.all(
    tables.rows
      .map((row) => v.parse(v.string(), row["name"]))
      .filter((name) => !/^(sqlite|libsql|_)|drizzle/.test(name))
      .map(async (name) => JSON.stringify((await sql(`select * from "${name}"`)).rows)),
  );
  return texts.join("\n");
}

describe("deleting an account", () => {
  test("leaves an id and nothing that identifies, and no way back in", async () => {
    await join(1);
    await sql(`insert into passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
      values ('key', 'person-1', 'Phone', 'k', 0, '[]', 0, 0)`);
    await sql(
      "insert into recovery_codes (hash, account_id, created_at) values ('h', 'person-1', 0)",
    );
    await sql(`insert into identities (issuer, subject, account_id, label, created_at)
      values ('https://id', '7', 'person-1', 'person-1@example.org', 0)`);
    await sql(`insert into mail_tokens (hash, purpose, account_id, email, created_at, expires_at) values
      ('m1', 'reset_password', 'person-1', 'x@example.org', 0, 9),
      ('m2', 'sign_in', null, 'person-1@example.org', 0, 9), ('m3', 'sign_in', null, 'other@example.org', 0, 9)`);
    await sql(`insert into ceremonies (hash, kind, data, expires_at) values
      ('c1', 'passkey', '{"account":"person-1"}', 9), ('c2', 'passkey', '{"account":"person-0"}', 9)`);
    await sql(`update accounts set pronouns = 'they', status_text = 'away', status_emoji = 'x', status_until = 7
      where id = 'person-1'`);
    await addInvite(
      real.database,
      {
        role: "member",
        room: null,
        emailDomain: null,
        id: "j",
        tokenHash: "theirs",
        by: bob,
        maxUses: 1,
        expiresAt: NOON + 100,
      },
      NOON,
    );
    expect(await deleteAccount(real.database, bob, NOON)).toEqual(["session-1"]);
    const { rows } = await sql("select * from accounts where id = 'person-1'");
    expect({ ...rows[0] }).toMatchObject({
      kind: "departed",
      name: "Former member",
      name_key: null,
      role: "member",
      session_version: 2,
      pronouns: "",
      status_text: "",
      status_emoji: "",
      status_until: null,
    });
    expect(await findToken(real.database, "token-1")).toBeUndefined();
    expect(await credentialsOf(real.database, "person-1@example.org")).toBeUndefined();
    // Until then it is noted whose inbox has to be told.
    await dropErasure(real.database, { person: bob, room: INBOX });
    const left = await everyText();
    expect(left.match(/person-1/g)).toHaveLength(1);
    expect(left).not.toMatch(/Person 1|theirs|Phone|session-1|"m[12]"|"c1"/);
    expect(left).toMatch(/"m3".*"c2"|"c2".*"m3"/s);
  });

  test("gives name and address free", async () => {
    await join(1);
    await deleteAccount(real.database, bob, NOON);
    const again = { ...accountNumber(1), id: personId("person-9") };
    const session = { ...sessionNumber(9) };
    const entry = { invite: "secret" };
    const joining = { entry, account: again, nameKey: "person 1", ways: [], session, now: NOON };
    expect(await joinCommunity(real.database, joining)).toBe(true);
  });

  test("twice is once, and touches nobody else", async () => {
    await join(1);
    await join(2);
    expect(await deleteAccount(real.database, bob, NOON)).not.toBeNull();
    const after = await everyText();
    expect(await deleteAccount(real.database, bob, NOON)).toEqual([]);
    expect(await everyText()).toBe(after);
    expect((await findToken(real.database, "token-2"))?.session.isRevoked).toBe(false);
  });
});

describe("the only owner", () => {
  test("of others stays, and nothing of theirs is lost", async () => {
    await join(1);
    const before = await everyText();
    expect(await deleteAccount(real.database, owner, NOON)).toBeNull();
    expect(await everyText()).toBe(before);
  });

  test("stays also when nobody else is there: behind them nobody could come in any more", async () => {
    expect(await deleteAccount(real.database, owner, NOON)).toBeNull();
    await join(1);
    await sql("update accounts set banned_at = 1 where id = 'person-1'");
    expect(await deleteAccount(real.database, owner, NOON)).toBeNull();
  });

  test("may go when there is another owner, in whose name the operator acts from then on", async () => {
    await join(1, "owner");
    expect(await actingOwner(real.database)).toMatchObject({ id: owner });
    expect(await deleteAccount(real.database, owner, NOON)).toEqual(["session-0"]);
    expect(await actingOwner(real.database)).toMatchObject({ id: bob });
  });

  test("who was put out counts as none", async () => {
    await join(1, "owner");
    await join(2);
    await sql("update accounts set banned_at = 1 where id = 'person-1'");
    expect(await deleteAccount(real.database, owner, NOON)).toBeNull();
  });
});

describe("rooms that have to forget a name", () => {
  // In the order of the alphabet, as they are compared.
  const [fresh, here, left] = [roomId("fresh"), roomId("here"), roomId("left")];
  const archive = (room: RoomId, events: RoomEvent[], epoch = "epoch") =>
    archiveEvents(real.database, room, epoch, events);
  const joined = (seq: number) => ({ ...happened("member.joined", seq, bob), name: "Person 1" });
  const take = (now = NOON, most = 10) =>
    takeErasures(real.database, { of: null, most, now }).then((all) =>
      all
        .map(({ room }) => room)
        .filter((room) => room !== INBOX)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    );

  beforeEach(async () => {
    await join(1);
    await archive(here, [created(1, "Here"), joined(2), { ...posted(3), by: bob }]);
    await archive(left, [created(1, "Left"), joined(2), happened("member.left", 3, bob)]);
    await archive(roomId("other"), [created(1, "Other")]);
    await archive(fresh, [created(1, "Fresh")]);
    // The directory heard at once of what the archive has not got yet.
    await noteMembership(real.database, { room: fresh, person: bob, isMember: true, at: NOON });
  });

  test("are all that they were ever in, and the directory counts them out at once", async () => {
    await deleteAccount(real.database, bob, NOON);
    expect(await take()).toEqual([fresh, here, left]);
    expect(await roomsOf(real.database, bob)).toEqual([]);
    const listed = await listRooms(real.database, owner);
    expect(listed.map(({ name, members }) => [name, members])).toContainEqual(["Here", 1]);
    await noteMembership(real.database, { room: fresh, person: bob, isMember: true, at: NOON });
    expect(await roomsOf(real.database, bob)).toEqual([]);
  });

  test("are taken by one at a time, and again after a minute until the archive has their word", async () => {
    await deleteAccount(real.database, bob, NOON);
    const both = await Promise.all([take(NOON, 2), take(NOON, 2)]);
    expect(new Set(both.flat())).toEqual(new Set([fresh, here, left]));
    expect(both.flat()).toHaveLength(3);
    expect(await take(NOON + MINUTE - 1)).toEqual([]);
    const erased = {
      type: "member.erased",
      id: commandId(9),
      at: NOON,
      by: bob,
      name: "",
    } as const;
    await archive(here, [{ ...erased, seq: 4 }]);
    expect(await take(NOON + MINUTE)).toEqual([fresh, left]);
  });

  test("are told again when they were lost and restored without having forgotten it", async () => {
    await deleteAccount(real.database, bob, NOON);
    const erased = {
      type: "member.erased",
      id: commandId(9),
      at: NOON,
      by: bob,
      name: "",
    } as const;
    for (const [room, seq] of [
      [here, 4],
      [left, 4],
      [fresh, 2],
    ] as const)
      await archive(room, [{ ...erased, seq }]);
    expect(await take(NOON + MINUTE)).toEqual([]);
    const later = "01900000-0000-7000-8000-000000000000";
    await archive(here, [created(1, "Here"), { ...joined(2), name: "" }], later);
    expect(await take(NOON + MINUTE)).toEqual([here]);
  });
});

describe("the inbox of someone who has gone", () => {
  const take = (now: number) => takeErasures(real.database, { of: null, most: 10, now });

  test("is to be told in any case, and again after a minute until it has answered", async () => {
    await join(1);
    await deleteAccount(real.database, bob, NOON);
    const inbox = { person: bob, room: INBOX } as const;
    expect(await take(NOON)).toEqual([inbox]);
    expect(await take(NOON + MINUTE - 1)).toEqual([]);
    expect(await take(NOON + MINUTE)).toEqual([inbox]);
    await dropErasure(real.database, inbox);
    expect(await take(NOON + 2 * MINUTE)).toEqual([]);
  });

  test("stays theirs when they may not go", async () => {
    expect(await deleteAccount(real.database, owner, NOON)).toBeNull();
    expect(await take(NOON)).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { commandId, created, happened, NOON, personId, roomId } from "../test/words.ts";
import { addPlaceholders } from "./accounts.ts";
import { archiveEvents } from "./archive.ts";
import { foundCommunity } from "./community.ts";
import { noteTold, renamePerson, untoldName } from "./names.ts";
import { findToken } from "./sessions.ts";

const me = personId("person-1");
const room = roomId("garden");
let real: TestDatabase;

beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(async () => {
  await emptyDatabase(real.database);
  const founding = { name: "Club", session: sessionNumber(1), nameKey: "person 1", now: NOON };
  await foundCommunity(real.database, { ...founding, founder: accountNumber(1, "owner") });
});
afterAll(() => real.stop());

const rename = (name: string, nameKey = name.toLowerCase()) =>
  renamePerson(real.database, { person: me, name, nameKey });

async function namesake(kind: "person" | "placeholder" | "departed") {
  await real.database.client.execute({
    sql: `insert into accounts (id, kind, name, name_key, role, session_version, created_at)
      values ('other', ?, 'Anna', 'anna', 'member', 1, 0)`,
    args: [kind],
  });
}

describe("a new name", () => {
  test("is one's own, and rooms have not heard it yet", async () => {
    expect(await untoldName(real.database, me)).toBeUndefined();
    expect(await rename("Anna")).toBe(true);
    expect(await untoldName(real.database, me)).toEqual({ name: "Anna", version: 2 });
    const found = await findToken(real.database, "token-1");
    expect(found?.session).toMatchObject({ name: "Anna", isNameUntold: true });
    await noteTold(real.database, me, 2);
    expect(await untoldName(real.database, me)).toBeUndefined();
  });

  test("that one has already is no change, and other letters of it are one", async () => {
    expect(await rename("Person 1")).toBe(true);
    expect(await untoldName(real.database, me)).toBeUndefined();
    expect(await rename("PERSON 1")).toBe(true);
    expect(await untoldName(real.database, me)).toEqual({ name: "PERSON 1", version: 2 });
  });

  test("is refused while somebody is called so, and free when that is nobody who can be met", async () => {
    await namesake("person");
    expect(await rename("ANNA")).toBe(false);
    expect(await untoldName(real.database, me)).toBeUndefined();
    await real.database.client.execute("update accounts set kind = 'departed' where id = 'other'");
    expect(await rename("ANNA")).toBe(true);
  });

  test("is not kept from anyone by people of an imported history", async () => {
    const people = [{ id: personId("from-irc"), name: "anna", nameKey: "anna" }];
    await addPlaceholders(real.database, people, NOON);
    expect(await rename("Anna")).toBe(true);
  });

  test("of two who want it at the same time, one gets it", async () => {
    await real.database.client.execute(
      `insert into accounts (id, kind, name, name_key, role, session_version, created_at)
        values ('other', 'person', 'Bea', 'bea', 'member', 1, 0)`,
    );
    const other = { person: personId("other"), name: "Anna", nameKey: "anna" };
    const both = await Promise.all([rename("Anna"), renamePerson(real.database, other)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test("is still to be told when it changes while rooms are told", async () => {
    await rename("Anna");
    await rename("Hannah");
    await noteTold(real.database, me, 2);
    expect(await untoldName(real.database, me)).toEqual({ name: "Hannah", version: 3 });
    await noteTold(real.database, me, 3);
    await noteTold(real.database, me, 2);
    expect(await untoldName(real.database, me)).toBeUndefined();
  });
});

describe("a room that turns out to know an old name", () => {
  const archive = (events: RoomEvent[]) => archiveEvents(real.database, room, "epoch", events);
  const joined = (name: string): RoomEvent => ({ ...happened("member.joined", 2, me), name });
  const told = (seq: number, name: string, to: string): RoomEvent => ({
    type: "member.renamed",
    seq,
    id: commandId(seq),
    at: NOON,
    by: me,
    name,
    to,
  });

  test("is told again, because they came in while they were renamed", async () => {
    await rename("Anna");
    await noteTold(real.database, me, 2);
    await archive([created(1, "Garden"), joined("Person 1")]);
    expect(await untoldName(real.database, me)).toEqual({ name: "Anna", version: 3 });
  });

  test("or because two names came in the wrong order", async () => {
    await rename("Anna");
    await noteTold(real.database, me, 2);
    await archive([created(1, "Garden"), joined("Person 1"), told(3, "Person 1", "Anna")]);
    expect(await untoldName(real.database, me)).toBeUndefined();
    await archive([told(4, "Anna", "Old")]);
    expect(await untoldName(real.database, me)).toMatchObject({ name: "Anna" });
  });

  test("and one that knows the name as it is changes nothing", async () => {
    const old = { ...joined("someone else then"), seq: 3, id: commandId(3) };
    await archive([created(1, "Garden"), joined("Person 1"), { ...old, imported: true }]);
    expect(await untoldName(real.database, me)).toBeUndefined();
  });
});

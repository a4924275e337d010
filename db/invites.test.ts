import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { NOON } from "../test/words.ts";
import { foundCommunity } from "./community.ts";
import { addInvite, lookAtInvite, openInvites, revokeInvite } from "./invites.ts";
import { joinCommunity } from "./joining.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(async () => {
  await emptyDatabase(real.database);
  const owner = accountNumber(0, "owner");
  const founding = { name: "Club", founder: owner, session: sessionNumber(0), now: NOON };
  await foundCommunity(real.database, { ...founding, nameKey: "person 0" });
  const terms = { role: "member", room: null, emailDomain: null } as const;
  const invite = { id: "i", tokenHash: "secret", by: owner.id, maxUses: 1, expiresAt: NOON + 100 };
  await addInvite(real.database, { ...invite, ...terms }, NOON);
});
afterAll(() => real.stop());

const join = (number: number, now = NOON, account = accountNumber(number)) =>
  joinCommunity(real.database, {
    entry: { invite: "secret" },
    account,
    nameKey: account.name.toLowerCase(),
    ways: [],
    session: sessionNumber(number),
    now,
  });

describe("an invite", () => {
  test("tells who invites where, and spends nothing by being looked at", async () => {
    const look = () => lookAtInvite(real.database, "secret", NOON);
    expect(await look()).toMatchObject({
      community: "Club",
      invitedBy: "Person 0",
      roomName: null,
    });
    expect(await look()).toBeDefined();
    expect(await openInvites(real.database, NOON)).toEqual([
      {
        id: "i",
        role: "member",
        room: null,
        emailDomain: null,
        createdBy: "Person 0",
        createdAt: NOON,
        expiresAt: NOON + 100,
        maxUses: 1,
        uses: 0,
      },
    ]);
    expect(await lookAtInvite(real.database, "wrong", NOON)).toBeUndefined();
  });

  test("of ten who use the last place at once one gets in", async () => {
    const numbers = Array.from({ length: 10 }, (_, i) => i + 1);
    const answers = await Promise.all(numbers.map((number) => join(number)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const { rows } = await real.database.client.execute(
      "select count(*) as people, (select uses from invites) as uses from accounts",
    );
    expect({ ...rows[0] }).toEqual({ people: 2, uses: 1 });
    expect(await openInvites(real.database, NOON)).toEqual([]);
  });

  test("ends at its time", async () => {
    expect(await join(1, NOON + 100)).toBe(false);
    expect(await openInvites(real.database, NOON + 100)).toEqual([]);
    expect(await lookAtInvite(real.database, "secret", NOON + 100)).toBeUndefined();
    expect(await join(1, NOON + 99)).toBe(true);
  });

  test("ends when it is revoked", async () => {
    await revokeInvite(real.database, "i", NOON);
    expect(await join(1)).toBe(false);
    expect(await lookAtInvite(real.database, "secret", NOON)).toBeUndefined();
  });

  test("ends when its inviter loses the right to invite", async () => {
    await real.database.client.execute("update accounts set role = 'member'");
    expect(await join(1)).toBe(false);
    expect(await openInvites(real.database, NOON)).toEqual([]);
  });

  test("keeps its place when the address is taken, however it is written", async () => {
    const taken = { ...accountNumber(1), email: "Person-0@EXAMPLE.org" };
    expect(await join(1, NOON, taken)).toBe(false);
    expect(await openInvites(real.database, NOON)).toMatchObject([{ uses: 0 }]);
    expect(await join(1)).toBe(true);
  });
});

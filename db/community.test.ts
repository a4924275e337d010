import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { NOON } from "../test/words.ts";
import { credentialsOf } from "./accounts.ts";
import { communityName, foundCommunity, actingOwner } from "./community.ts";
import { findToken } from "./sessions.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(() => emptyDatabase(real.database));
afterAll(() => real.stop());

const found = (number: number) =>
  foundCommunity(real.database, {
    name: `Community ${number}`,
    founder: accountNumber(number, "owner"),
    nameKey: `person ${number}`,
    session: sessionNumber(number),
    now: NOON,
  });

describe("founding the community", () => {
  test("makes an owner who is signed in", async () => {
    expect(await communityName(real.database)).toBeNull();
    expect(await actingOwner(real.database)).toBeUndefined();
    expect(await found(1)).toBe(true);
    expect(await communityName(real.database)).toBe("Community 1");
    expect(await actingOwner(real.database)).toEqual({ id: "person-1", name: "Person 1" });
    expect((await findToken(real.database, "token-1"))?.session.role).toBe("owner");
  });

  test("of ten who try at once one succeeds, and nothing of the others is kept", async () => {
    const numbers = Array.from({ length: 10 }, (_, i) => i);
    const answers = await Promise.all(numbers.map(found));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const winner = answers.indexOf(true);
    expect(await communityName(real.database)).toBe(`Community ${winner}`);
    const counts = await real.database.client.execute(
      `select (select count(*) from accounts) as accounts,
        (select count(*) from passwords join emails using (account_id)) as credentials,
        (select count(*) from sessions) as sessions, (select count(*) from refresh_tokens) as tokens`,
    );
    expect({ ...counts.rows[0] }).toEqual({ accounts: 1, credentials: 1, sessions: 1, tokens: 1 });
    expect(await credentialsOf(real.database, `PERSON-${winner}@Example.ORG `)).toMatchObject({
      id: `person-${winner}`,
    });
  });
});

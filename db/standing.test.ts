import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CommunityRole } from "#protocol/roles.ts";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { NOON, personId } from "../test/words.ts";
import { foundCommunity } from "./community.ts";
import { changeRole, isLastOwner, letBack, putOut, standingOf } from "./standing.ts";

const [ann, bob] = [personId("person-1"), personId("person-2")];

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(async () => {
  await emptyDatabase(real.database);
  const founder = accountNumber(1, "owner");
  const session = sessionNumber(1);
  await foundCommunity(real.database, {
    name: "Club",
    founder,
    nameKey: "person 1",
    session,
    now: NOON,
  });
  await real.database.client.execute(
    `insert into accounts (id, kind, name, role, session_version, created_at)
      values ('person-2', 'person', 'Person 2', 'member', 1, 1)`,
  );
});
afterAll(() => real.stop());

const become = (id: string, change: string) =>
  real.database.client.execute({ sql: `update accounts set ${change} where id = ?`, args: [id] });
/** As it was found a moment ago. */
const deciding = (byRole: CommunityRole, aboutRole: CommunityRole) => ({
  by: ann,
  byRole,
  about: bob,
  aboutRole,
});

describe("a decision is carried out only while that by which it was found allowed still holds", () => {
  test.each([
    ["who decides has another role by now", "person-1", "role = 'admin'"],
    ["who decides has been put out", "person-1", "banned_at = 1"],
    ["whom it is about has another role by now", "person-2", "role = 'admin'"],
    ["whom it is about has deleted their account", "person-2", "kind = 'departed'"],
  ])("not when %s", async (_, id, change) => {
    // Somebody else owns the place, so that this is about nothing else.
    await real.database.client.execute(
      `insert into accounts (id, kind, name, role, session_version, created_at)
        values ('person-3', 'person', 'Person 3', 'owner', 1, 1)`,
    );
    await become(id, change);
    const stale = deciding("owner", "member");
    expect(await changeRole(real.database, stale, "guest")).toBe(false);
    expect(await putOut(real.database, stale, NOON)).toBeNull();
    expect(await letBack(real.database, stale)).toBe(false);
  });

  test("and otherwise it is", async () => {
    expect(await changeRole(real.database, deciding("owner", "member"), "admin")).toBe(true);
    expect(await putOut(real.database, deciding("owner", "admin"), NOON)).toEqual([]);
    expect(await standingOf(real.database, bob)).toEqual({
      name: "Person 2",
      role: "admin",
      isBanned: true,
    });
    expect(await letBack(real.database, deciding("owner", "admin"))).toBe(true);
    expect(await standingOf(real.database, bob)).toMatchObject({ isBanned: false });
  });
});

test("the last owner is one beside whom nobody else who may sign in owns the place", async () => {
  expect(await isLastOwner(real.database, ann)).toBe(true);
  expect(await isLastOwner(real.database, bob)).toBe(false);
  await become("person-2", "role = 'owner'");
  expect(await isLastOwner(real.database, ann)).toBe(false);
  for (const change of ["banned_at = 1", "banned_at = null, kind = 'departed'"]) {
    await become("person-2", change);
    expect([change, await isLastOwner(real.database, ann)]).toEqual([change, true]);
  }
});

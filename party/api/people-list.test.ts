import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { NOON } from "../../test/words.ts";

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  bob = await api.join(await api.invite(ann), "Bob");
});
afterAll(() => api.stop());

const list = async (who: SignedIn, query = "") => {
  const { body } = await api.ask("GET", `/api/people${query}`, { token: who.accessToken });
  return body;
};
const become = (who: SignedIn, change: string) =>
  api.database.client.execute({
    sql: `update accounts set ${change} where id = ?`,
    args: [who.person.id],
  });

/** So many more, called "Person 0000" and so on. */
const crowd = (many: number) =>
  api.database.client.execute({
    sql: `insert into accounts (id, kind, name, role, session_version, created_at)
      with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)
      select 'p' || i, 'person', 'Person ' || substr('000' || i, -4), 'member', 1, 1 from n`,
    args: [many],
  });

describe("the list of people", () => {
  test("tells everyone by name, and those who run the place when they were seen", async () => {
    expect(await list(bob)).toEqual({
      people: [
        { id: ann.person.id, name: "Ann", role: "owner", since: NOON, isBanned: false },
        { id: bob.person.id, name: "Bob", role: "member", since: NOON, isBanned: false },
      ],
      hasMore: false,
      count: 2,
    });
    expect(await list(ann)).toMatchObject({
      people: [
        { name: "Ann", lastSeenAt: NOON },
        { name: "Bob", lastSeenAt: NOON },
      ],
    });
  });

  test("never tells an address, and nobody who is no person", async () => {
    await become(bob, "kind = 'placeholder'");
    const told = await list(ann);
    expect(told).toMatchObject({ count: 1, people: [{ name: "Ann" }] });
    expect(JSON.stringify(told)).not.toContain("example.org");
  });

  test("tells of those who were put out to whoever may let them back, and to nobody else", async () => {
    const cleo = await api.join(await api.invite(ann), "Cleo");
    await become(bob, "banned_at = 1");
    expect(await list(cleo)).toMatchObject({
      count: 2,
      people: [{ name: "Ann" }, { name: "Cleo" }],
    });
    expect(await list(cleo, "?banned=true")).toMatchObject({ count: 2 });
    const bobOut = { name: "Bob", isBanned: true };
    expect(await list(ann)).toMatchObject({ people: [{ name: "Ann" }, bobOut, { name: "Cleo" }] });
    expect(await list(ann, "?banned=true")).toMatchObject({ count: 1, people: [bobOut] });
    expect(await list(ann, "?banned=false")).toMatchObject({ count: 2 });
  });

  test("is for those who belong here: not for guests, nor for anyone outside", async () => {
    await become(bob, "role = 'guest'");
    expect(await list(bob)).toMatchObject({ code: "not_allowed" });
    expect((await api.ask("GET", "/api/people")).body).toMatchObject({ code: "unauthenticated" });
  });

  test("finds by a part of the name in either case, and by role", async () => {
    await become(bob, "name = 'Émile 100%', name_key = 'émile 100%'");
    for (const name of ["émile", "ÉMILE", "Émi", "100%", "mile"])
      expect([name, await list(ann, `?name=${encodeURIComponent(name)}`)]).toEqual([
        name,
        expect.objectContaining({ count: 1 }),
      ]);
    expect(await list(ann, "?name=_")).toMatchObject({ count: 0 });
    expect(await list(ann, "?name=AN")).toMatchObject({ count: 1, people: [{ name: "Ann" }] });
    expect(await list(ann, "?role=owner")).toMatchObject({ count: 1, people: [{ name: "Ann" }] });
    expect(await list(ann, "?role=owner&name=b")).toMatchObject({ count: 0 });
  });

  test("of thousands comes in pages without a gap or a double, also between equal names", async () => {
    await crowd(450);
    await api.database.client.execute("update accounts set name = 'Twin' where id like 'p1%'");
    const seen: string[] = [];
    let after = "";
    for (;;) {
      const page = await list(ann, after === "" ? "" : `?after=${after}`);
      const { people, hasMore, count } = v.parse(Page, page);
      expect(count).toBe(452);
      seen.push(...people.map(({ id }) => id));
      if (!hasMore) break;
      expect(people).toHaveLength(100);
      after = seen.at(-1) ?? "";
    }
    expect(seen).toHaveLength(452);
    expect(new Set(seen).size).toBe(452);
  });

  test.each(["?limit=0", "?limit=201", "?limit=x", "?role=king", "?banned=maybe", "?order=age"])(
    "is not to be had with %s",
    async (query) => {
      expect(await list(ann, query)).toMatchObject({ code: "malformed" });
    },
  );
});

const Page = v.object({
  people: v.array(v.object({ id: v.string() })),
  hasMore: v.boolean(),
  count: v.number(),
});

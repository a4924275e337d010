import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { factsOf, type OwnMessage } from "#db/own-data.ts";
import { CommandId, RoomId } from "#protocol/ids.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { ownDataFile } from "./own-data-file.ts";

const ROOM = "01a205b3-d000-7343-8bd8-c829d6a705f5";
const GONE = "01a205b3-d000-7343-8bd8-c829d6a70600";
const DAY_MS = 24 * 60 * 60_000;
const SOME = v.looseObject({
  README: v.array(v.string()),
  version: v.literal(1),
  messages: v.array(
    v.looseObject({ text: v.string(), at: v.string(), room: v.nullable(v.string()) }),
  ),
});

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
  await api.database.client.batch(
    [
      {
        sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members) values (?, 'Tea', 'tea', '', ?, 1, 2)",
        args: [ROOM, bob.person.id],
      },
      ...[ann, bob].map(({ person }) => ({
        sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 7)",
        args: [ROOM, person.id],
      })),
    ],
    "write",
  );
});
afterAll(() => api.stop());

const ask = (who: SignedIn) => api.ask("GET", "/api/account/export", { token: who.accessToken });
const exported = async (who: SignedIn) => v.parse(SOME, (await ask(who)).body);

/** As the archive holds them: `count` messages by turns, from `first` on; whose they are is in the text. */
async function talk(people: readonly SignedIn[], count: number, first = 1, room = ROOM) {
  const all = Array.from({ length: count }, (_, i) => {
    const { id, name } = people[i % people.length]?.person ?? ann.person;
    return { rowid: first + i, by: id, body: `${name} says ${first + i}` };
  });
  await api.database.client.execute({
    sql: `insert into messages (rowid, id, room_id, epoch, seq, by, at, body, action)
      select value->>'rowid', 'id-' || (value->>'rowid'), ?, 'e', value->>'rowid', value->>'by', value->>'rowid', value->>'body', 0
      from json_each(?)`,
    args: [room, JSON.stringify(all)],
  });
}

describe("the copy of one's data", () => {
  test("is a file with an explanation at the top and who one is", async () => {
    await api.ask("PUT", "/api/profile", {
      token: ann.accessToken,
      body: { pronouns: "she/her", status: { emoji: "🍜", text: "At lunch", until: null } },
    });
    const heard = await ask(ann);
    expect(heard.status).toBe(200);
    expect(heard.headers.get("Content-Disposition")).toMatch(
      /^attachment; filename="parley-data-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(heard.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(Object.keys(heard.body ?? {})[0]).toBe("README");
    const now = new Date(api.clock.now).toISOString();
    expect(heard.body).toMatchObject({
      version: 1,
      madeAt: now,
      account: { id: ann.person.id, name: "Ann", role: "owner", createdAt: now },
      profile: { pronouns: "she/her", status: { emoji: "🍜", text: "At lunch", until: null } },
      addresses: [{ email: "ann@example.org", verifiedAt: null }],
      waysToSignIn: {
        password: { changedAt: now },
        passkeys: [],
        otherSites: [],
        recoveryCodesLeft: 0,
      },
      devices: [{ device: "Firefox on Linux", place: null, createdAt: now, revokedAt: null }],
      rooms: [{ id: ROOM, name: "Tea", role: "member", since: "1970-01-01T00:00:00.007Z" }],
      invites: [{ role: "member", uses: 1, maxUses: 10, createdAt: now }],
      inbox: [
        { kind: "notices", keywords: ["soup"] },
        { kind: "draft", drafts: [{ text: "half a" }] },
      ],
      messages: [],
    });
  });

  test("has thousands of messages, each once, and nothing of anybody else's", async () => {
    await talk([ann, bob], 6_000);
    // Behind a gap that no one question looks across, and in a room of which only the archive is left.
    await talk([bob, ann], 4, 130_001, GONE);
    const { messages } = await exported(ann);
    expect(messages).toHaveLength(3_002);
    expect(new Set(messages.map(({ text }) => text)).size).toBe(3_002);
    expect(messages.every(({ text }) => text.startsWith("Ann says "))).toBe(true);
    expect(messages[0]).toMatchObject({
      text: "Ann says 1",
      room: "Tea",
      roomId: ROOM,
      at: "1970-01-01T00:00:00.001Z",
    });
    expect(messages.at(-1)).toMatchObject({ text: "Ann says 130004", room: null, roomId: GONE });
    const text = JSON.stringify((await ask(ann)).body);
    for (const theirs of ["Bob says", "bob@example.org", bob.person.id])
      expect(text).not.toContain(theirs);
  });

  test("holds nothing that would open anything", async () => {
    const { id } = ann.person;
    await api.database.client.batch(
      [
        {
          sql: "insert into passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at) values ('SECRET-1', ?, 'Laptop', 'SECRET-2', 1, '[]', 0, 1)",
          args: [id],
        },
        {
          sql: "insert into recovery_codes (hash, account_id, created_at) values ('SECRET-3', ?, 1)",
          args: [id],
        },
        {
          sql: "insert into identities (issuer, subject, account_id, label, created_at) values ('https://id.example', 'ann-77', ?, 'ann', 1)",
          args: [id],
        },
        "update passwords set hash = 'SECRET-4'",
        "update invites set token_hash = 'SECRET-5'",
      ],
      "write",
    );
    const { body } = await ask(ann);
    expect(body).toMatchObject({
      waysToSignIn: {
        passkeys: [{ name: "Laptop", isBackedUp: false }],
        otherSites: [{ issuer: "https://id.example", subject: "ann-77", label: "ann" }],
        recoveryCodesLeft: 1,
      },
    });
    expect(JSON.stringify(body)).not.toContain("SECRET");
    // The id of a session is in every token of it.
    const { rows } = await api.database.client.execute("select id from sessions");
    for (const row of rows)
      expect(JSON.stringify(body)).not.toContain(v.parse(v.string(), row["id"]));
  });

  test("reads one page at a time, however slowly it is taken", async () => {
    let taken = 0;
    const message: OwnMessage = {
      id: v.parse(CommandId, ROOM),
      roomId: v.parse(RoomId, ROOM),
      room: "Tea",
      at: 1,
      text: "again",
      isAction: false,
    };
    async function* pages() {
      for (; taken < 100; taken += 1) yield Array.from({ length: 500 }, () => message);
    }
    const facts = await factsOf(api.database, ann.person.id);
    const file = ownDataFile(facts, [], pages(), api.clock.now);
    for (let pieces = 0; pieces < 700; pieces += 1) await file.next();
    expect(taken).toBe(1);
    let whole = "";
    for await (const piece of ownDataFile(facts, [], pages(), api.clock.now)) whole += piece;
    expect(v.parse(SOME, JSON.parse(whole)).messages).toHaveLength(49_500);
  });

  test("is given three times a day, and a refusal for want of a proof is none of them", async () => {
    api.clock.now += 6 * 60_000;
    const renewed = await api.ask("POST", "/api/session/refresh", { body: {}, cookie: ann.cookie });
    const { accessToken } = v.parse(v.object({ accessToken: v.string() }), renewed.body);
    const again = { ...ann, accessToken };
    for (let i = 0; i < 5; i += 1)
      expect((await ask(again)).body).toMatchObject({ code: "proof_needed" });
    await api.ask("POST", "/api/proof/password", {
      token: accessToken,
      body: { password: PASSWORD },
    });
    for (let i = 0; i < 3; i += 1) expect((await ask(again)).status).toBe(200);
    const refused = await ask(again);
    expect(refused.body).toMatchObject({ code: "rate_limited" });
    const { retryAfterMs } = v.parse(v.looseObject({ retryAfterMs: v.number() }), refused.body);
    expect(retryAfterMs).toBeGreaterThan(DAY_MS / 4);
    expect(retryAfterMs).toBeLessThanOrEqual(DAY_MS / 3);
    expect((await ask(bob)).body).toMatchObject({ code: "unauthenticated" });
  });

  test("is for nobody whose session has ended", async () => {
    await api.ask("DELETE", "/api/devices/all", { token: ann.accessToken });
    expect((await ask(ann)).body).toMatchObject({ code: "unauthenticated" });
    expect((await api.ask("GET", "/api/account/export")).status).toBe(401);
  });
});

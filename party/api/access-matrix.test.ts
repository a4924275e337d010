import { decodeJwt } from "jose";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { KNOCKERS, type Knocker, type Things } from "../../test/access-row.ts";
import { ACCESS } from "../../test/access-table.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON } from "../../test/words.ts";
import { RoomId } from "#protocol/ids.ts";
import { hashOf } from "../auth/secret.ts";
import { app } from "./app.ts";

const ROUTES = [
  ...new Set(
    app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

test("every endpoint has a row in the table of access, and no row is of one that is gone", () => {
  expect(Object.keys(ACCESS).toSorted()).toEqual(ROUTES.toSorted());
});

test.each(ROUTES)("%s lets in whom the table names, and nobody else", async (route) => {
  const row = ACCESS[route];
  if (!row) return;
  const community = await settle();
  const [method = ""] = route.split(" ");
  const knock = async (who: Knocker, things: Things) => {
    const { path, body, withCookie } = row.ask(things);
    const person = who === "nobody" ? undefined : community[who].who;
    const heard = await api.ask(method, path, {
      ...(body && { body }),
      ...(person && { token: person.accessToken }),
      ...(person && withCookie && { cookie: person.cookie }),
      headers: {
        ...(typeof body === "string" && { "Content-Type": "application/octet-stream" }),
        ...(withCookie && !person && { "Sec-Fetch-Site": "same-origin" }),
      },
    });
    return [401, 403, 404].includes(heard.status) ? "out" : "in";
  };
  const seen: string[] = [];
  const expected: string[] = [];
  // Another's things first: one's own may be gone afterwards.
  for (const [whose, may] of [
    ["theirs", row.theirs],
    ["own", row.own],
  ] as const) {
    if (!may) continue;
    for (const who of KNOCKERS) {
      const own = who === "nobody" ? community.victim.things : community[who].things;
      const got = await knock(who, whose === "own" ? own : community.victim.things);
      seen.push(`${who}, ${whose}: ${got}`);
      expected.push(`${who}, ${whose}: ${may.includes(who) ? "in" : "out"}`);
    }
  }
  expect(seen).toEqual(expected);
});

type Settled = { who: SignedIn; things: Things };

/** A community with one of each, everyone in a room of their own with the owner; the banned one is in none. */
async function settle(): Promise<Record<Exclude<Knocker, "nobody"> | "victim", Settled>> {
  const owner = await api.found();
  const invite = await api.invite(owner, { maxUses: 100 });
  const join = (name: string) => api.join(invite, name);
  const [admin, member, guest, banned, victim] = [
    await join("Admin"),
    await join("Member"),
    await join("Guest"),
    await join("Banned"),
    await join("Victim"),
  ];
  const become = (who: SignedIn, change: string) => ({
    sql: `update accounts set ${change} where id = ?`,
    args: [who.person.id],
  });
  await api.database.client.batch([
    become(admin, "role = 'admin'"),
    become(guest, "role = 'guest'"),
    become(banned, "banned_at = 1"),
  ]);
  const settleIn = async (who: SignedIn, number: number): Promise<Settled> => {
    const id = commandId(number, NOON);
    const room = v.parse(RoomId, id);
    const { id: person, name } = who.person;
    const author = { person, name, role: "member", session: "s" } as const;
    await api
      .rooms()
      .command(room, author, { type: "room.create", id, name: `Room ${number}`, topic: "" });
    const session = String(decodeJwt(who.accessToken)["sid"]);
    const passkey = `passkey-${number}`;
    await api.database.client.execute({
      sql: `insert into passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
        values (?, ?, 'Key', '', 0, '[]', 0, 0)`,
      args: [passkey, person],
    });
    await api.database.client.execute({
      sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
      args: [room, person],
    });
    const [issuer, subject] = ["https://works.example", `subject-${number}`];
    await api.database.client.execute({
      sql: "insert into identities (issuer, subject, account_id, label, created_at) values (?, ?, ?, 'Me', 1)",
      args: [issuer, subject, person],
    });
    const identity = await hashOf(JSON.stringify([issuer, subject]));
    return { who, things: { person: who.person, room, session, passkey, identity, invite } };
  };
  const all = {
    owner: await settleIn(owner, 1),
    admin: await settleIn(admin, 2),
    member: await settleIn(member, 3),
    guest: await settleIn(guest, 4),
    banned: await settleIn(banned, 5),
    victim: await settleIn(victim, 6),
  };
  const { who, things } = all.banned;
  const { id: person, name } = who.person;
  const author = { person, name, role: "member", session: "s" } as const;
  const leave = { type: "room.leave", id: commandId(7, NOON) } as const;
  await api.rooms().command(v.parse(RoomId, things.room), author, leave);
  await api.database.client.execute({
    sql: "delete from memberships where person_id = ?",
    args: [person],
  });
  return all;
}

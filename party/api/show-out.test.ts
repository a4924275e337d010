import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import type { World } from "#party/api/world.ts";
import type { Answer, Done, Rooms } from "#party/rooms.ts";
import { refusal } from "#protocol/refusals.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, roomId } from "../../test/words.ts";

const TEA = roomId(commandId(1));

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

const ban = (world: Partial<World> = {}) =>
  api.ask("PUT", `/api/people/${bob.person.id}/ban`, { token: ann.accessToken, world });
const unban = () =>
  api.ask("DELETE", `/api/people/${bob.person.id}/ban`, { token: ann.accessToken });

describe("a room of someone who is put out", () => {
  test("hears which sessions are over, and then they leave it", async () => {
    await makeTea();
    await join(bob);
    const sessions = await sessionsOf(bob);
    expect(sessions).toHaveLength(1);
    expect((await ban()).status).toBe(204);
    const { asked } = api.rooms();
    const told = asked.indexOf(`${TEA}: signed out ${sessions.join(", ")}`);
    const left = asked.indexOf(`${bob.person.id}: room.leave`);
    // The other way round their page would offer them to join the room again.
    expect(told).toBeGreaterThan(-1);
    expect(left).toBeGreaterThan(told);
    expect(api.rooms().eventsOf(TEA).at(-1)).toMatchObject({
      type: "member.left",
      by: bob.person.id,
      name: "Bob",
    });
    const { rows } = await api.database.client.execute({
      sql: "select count(*) as rooms from memberships where person_id = ?",
      args: [bob.person.id],
    });
    expect(rows[0]?.["rooms"]).toBe(0);
  });

  test.each(["telling", "leaving"])(
    "reaches a room that is away for a moment while %s",
    async (when) => {
      await makeTea();
      await join(bob);
      const rooms = api.rooms();
      const away =
        when === "telling"
          ? {
              signedOut: onceAway<Asked["signedOut"], null>((...asked) =>
                rooms.signedOut(...asked),
              ),
            }
          : { command: onceAway<Asked["command"], Done>((...asked) => rooms.command(...asked)) };
      expect((await ban({ rooms: { ...rooms, ...away } })).status).toBe(204);
      expect(rooms.eventsOf(TEA).at(-1)).toMatchObject({ type: "member.left" });
      expect(rooms.asked.some((what) => what.startsWith(`${TEA}: signed out`))).toBe(true);
    },
  );

  test("reaches a room that they join at that very moment", async () => {
    await makeTea();
    const rooms = api.rooms();
    const milk = roomId(commandId(20));
    const room = { id: milk, name: "Milk" };
    await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: room });
    await join(bob);
    const command = async (...asked: Asked["command"]) => {
      const done = await rooms.command(...asked);
      if (asked[0] === TEA) await joinAs(bob, 21, milk);
      return done;
    };
    expect((await ban({ rooms: { ...rooms, command } })).status).toBe(204);
    expect(rooms.eventsOf(milk).at(-1)).toMatchObject({ type: "member.left", name: "Bob" });
    expect(rooms.asked.some((what) => what.startsWith(`${milk}: signed out`))).toBe(true);
  });

  test("once more tells the sessions of this time again, and not those of another", async () => {
    await makeTea();
    const [first = ""] = await sessionsOf(bob);
    await ban();
    await unban();
    api.clock.now += 1_000;
    const signIn = { email: "bob@example.org", password: PASSWORD };
    expect((await api.ask("POST", "/api/session", { body: signIn })).status).toBe(201);
    const second = (await sessionsOf(bob)).find((id) => id !== first) ?? "none";
    expect((await ban()).status).toBe(204);
    // A room that was not told the first time.
    await joinAs(bob, 8);
    expect((await ban()).status).toBe(204);
    const told = api.rooms().asked.filter((what) => what.includes("signed out"));
    expect(told).toEqual([`${TEA}: signed out ${second}`]);
    expect(api.rooms().eventsOf(TEA).at(-1)).toMatchObject({ type: "member.left" });
  });
});

async function makeTea(): Promise<void> {
  const room = { id: TEA, name: "Tea" };
  const made = await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: room });
  expect(made.status).toBe(201);
}

async function join(who: SignedIn): Promise<void> {
  const body = { type: "room.join", id: commandId(5) };
  const path = `/api/rooms/${TEA}/commands`;
  expect((await api.ask("POST", path, { token: who.accessToken, body })).status).toBe(200);
}

type Asked = { [What in "signedOut" | "command"]: Parameters<Rooms[What]> };

/** The first call finds nobody. */
function onceAway<A extends unknown[], R>(call: (...asked: A) => Promise<Answer<R>>) {
  let isAway = true;
  return async (...asked: A): Promise<Answer<R>> => {
    if (!isAway) return call(...asked);
    isAway = false;
    return { ok: false, refusal: refusal("unavailable") };
  };
}

/** Straight into the room and the directory, whatever the community thinks of them. */
async function joinAs(
  { person: { id: person, name } }: SignedIn,
  number: number,
  room = TEA,
): Promise<void> {
  const command = { type: "room.join", id: commandId(number) } as const;
  const by = { person, name, role: "member", session: "any" } as const;
  expect((await api.rooms().command(room, by, command)).ok).toBe(true);
  await api.database.client.execute({
    sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
    args: [room, person],
  });
}

async function sessionsOf({ person }: SignedIn): Promise<string[]> {
  const { rows } = await api.database.client.execute({
    sql: "select id from sessions where account_id = ? order by created_at",
    args: [person.id],
  });
  return rows.map((row) => v.parse(v.string(), row["id"]));
}

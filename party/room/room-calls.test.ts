import { describe, expect, it, test } from "vitest";
import type { Call } from "#protocol/calls.ts";
import type { RoomCommand } from "#protocol/commands.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { MAX_CALLED_BY_MEMBERS, ROOM_LIMITS } from "#protocol/limits.ts";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";
import { pauseForAll } from "./round-pauses.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const names = (count: number) => Array.from({ length: count }, (_, nth) => `P${nth}`);

type Post = Extract<RoomCommand, { type: "message.post" }>;

const post = (bench: RoomBench, body: string, more: Partial<Post> = {}): Post => ({
  type: "message.post",
  id: bench.id(),
  body,
  ...more,
});
const call = (bench: RoomBench, by: Author, calls: Call = "room", more: Partial<Post> = {}) =>
  bench.command(by, post(bench, `<@${calls}> tea!`, { calls, ...more }));
const edit = (
  bench: RoomBench,
  target: number,
  revision: number,
  more: { body?: string; calls?: Call },
) =>
  bench.command(bob, {
    type: "message.edit",
    id: bench.id(),
    target,
    revision,
    body: `once more ${revision}`,
    ...more,
  });

describe("who calls a room", () => {
  test.each<[CommunityRole, boolean, boolean]>([
    ["owner", true, true],
    ["admin", true, true],
    ["member", true, false],
    ["guest", false, false],
  ])("a community's %s may in a small room: %s, in a large one: %s", async (role, small, large) => {
    const who = { ...person("Who", role), isInvited: true };
    for (const [others, may] of [
      [MAX_CALLED_BY_MEMBERS - 2, small],
      [MAX_CALLED_BY_MEMBERS - 1, large],
    ] as const) {
      // With Ann, and whoever asks.
      const bench = await RoomBench.withMembers(names(others));
      await bench.command(who, { type: "room.join", id: bench.id() });
      for (const calls of ["room", "here"] as const)
        expect((await call(bench, who, calls)).ok).toBe(may);
    }
  });

  it("a room's own owner may in any, and a member of a large one is told why not", async () => {
    const bench = await RoomBench.withMembers(names(MAX_CALLED_BY_MEMBERS));
    expect((await call(bench, { ...ann, role: "member" })).ok).toBe(true);
    expect(await call(bench, person("P1"))).toMatchObject({
      refusal: { code: "call_too_large", retryable: false },
    });
    expect((await bench.command(person("P1"), bench.post("@room is a word"))).ok).toBe(true);
  });
});

it("what a message calls is in its text, and in the room", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const first = await bench.command(ann, bench.post("first"));
  const thread = first.ok ? (first.value.events[0]?.seq ?? 0) : 0;
  const malformed = { refusal: { code: "malformed" } };
  expect(await bench.command(bob, post(bench, "@room", { calls: "room" }))).toMatchObject(
    malformed,
  );
  expect(await bench.command(bob, post(bench, "<@here>", { calls: "room" }))).toMatchObject(
    malformed,
  );
  expect(await call(bench, bob, "room", { thread })).toMatchObject(malformed);
  expect(await call(bench, bob, "room", { thread, alsoInRoom: true })).toMatchObject({
    ok: true,
    value: { events: [{ calls: "room", alsoInRoom: true }] },
  });
});

it("an edit keeps a call or takes it back, and never adds one; what is deleted calls nobody", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const reader = await bench.join(ann);
  await call(bench, bob);
  await bench.command(bob, bench.post("nobody"));
  const [called, plain] = reader.takeEvents().map(({ seq }) => seq);
  const room = { body: "<@room>", calls: "room" } as const;
  const here = { body: "<@here>", calls: "here" } as const;
  expect(await edit(bench, plain ?? 0, 0, room)).toMatchObject({
    refusal: { code: "not_allowed" },
  });
  expect(await edit(bench, called ?? 0, 0, here)).toMatchObject({ ok: true });
  expect(await edit(bench, called ?? 0, 1, {})).toMatchObject({ ok: true });
  expect(await edit(bench, called ?? 0, 2, room)).toMatchObject({ ok: true });
  const page = await bench.room.pages.history(ann, { after: 0, limit: 100 });
  const states = new Map(page.ok ? page.value.states : []);
  expect(states.get(called ?? 0)).toMatchObject({ body: "<@room>", calls: "room" });
  await bench.command(bob, { type: "message.delete", id: bench.id(), target: called ?? 0 });
  const after = await bench.room.pages.history(ann, { after: 0, limit: 100 });
  expect(JSON.stringify(after)).not.toContain('"calls":"room"');
  expect([...bench.storage.rows.values()].join()).not.toContain('"calls":"room"');
});

it("of a call to those who are here an edit makes none to everyone", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const reader = await bench.join(ann);
  await call(bench, bob, "here");
  const seq = reader.takeEvents().at(-1)?.seq ?? 0;
  expect(await edit(bench, seq, 0, { body: "<@room>", calls: "room" })).toMatchObject({
    refusal: { code: "not_allowed" },
  });
});

it("a few calls a minute are enough, of one person and in the room; one too many is not sent later", async () => {
  const bench = await RoomBench.withMembers(["Bob", "Cy"], {
    ...PATIENT,
    callsPerMinute: ROOM_LIMITS.callsPerMinute,
    roomCallsPerMinute: ROOM_LIMITS.roomCallsPerMinute,
  });
  const socket = await bench.join(bob);
  for (let i = 0; i < ROOM_LIMITS.callsPerMinute; i += 1)
    expect((await call(bench, bob)).ok).toBe(true);
  const tooOften = { refusal: { code: "calls_too_often", retryable: false } };
  expect(await call(bench, bob)).toMatchObject(tooOften);
  socket.take();
  // It holds nothing back that comes behind it.
  for (const command of [post(bench, "<@room>", { calls: "room" }), bench.post("well then")])
    await bench.say(socket, { t: "command", command });
  expect(socket.take()).toMatchObject([
    { t: "refused", code: "calls_too_often" },
    { t: "events", events: [{ body: "well then" }] },
  ]);
  for (let i = 0; i < ROOM_LIMITS.roomCallsPerMinute - ROOM_LIMITS.callsPerMinute; i += 1)
    expect((await call(bench, person("Cy"))).ok).toBe(true);
  expect(await call(bench, ann)).toMatchObject(tooOften);
  await bench.clock.pass(60_000);
  expect((await call(bench, bob)).ok).toBe(true);
});

it("a call that comes again is the same one, and costs nothing", async () => {
  const bench = await RoomBench.withMembers(["Bob"], { ...PATIENT, callsPerMinute: 1 });
  const command = post(bench, "<@room>", { calls: "room" });
  await bench.command(bob, command);
  expect(await bench.command(bob, command)).toMatchObject({ ok: true, value: { repeated: true } });
});

describe("inboxes", () => {
  /** A room in which a round has just begun. */
  async function talking(members: number): Promise<RoomBench> {
    const bench = await RoomBench.withMembers(names(members));
    await bench.passAlarm(60_000);
    await bench.passAlarm(60_000);
    await bench.command(ann, bench.post("a talk begins"));
    bench.inboxes.delivered.length = 0;
    return bench;
  }

  it.each(["room", "here"] as const)("all of a room are told of @%s at once", async (calls) => {
    const bench = await talking(3);
    await bench.command(ann, bench.post("word"));
    expect(bench.inboxes.delivered).toEqual([]);
    await call(bench, ann, calls);
    const [told] = bench.inboxes.delivered;
    expect(told?.people).toHaveLength(4);
    expect(told?.letter.facts).toMatchObject([{ calls }]);
  });

  it("a large room tells of a call in a round that begins earlier, and in no second one", async () => {
    const bench = await talking(400);
    const [usual, called] = [pauseForAll(401, false), pauseForAll(401, true)];
    await call(bench, ann);
    expect(bench.inboxes.delivered).toEqual([]);
    const wait = (bench.storage.alarmAt ?? 0) - bench.clock.now();
    expect(wait).toBeLessThanOrEqual(called);
    await bench.passAlarm(called);
    expect(bench.inboxes.delivered.map(({ people }) => people.length)).toEqual([401]);
    await bench.command(ann, bench.post("word"));
    await bench.passAlarm(called);
    expect(bench.inboxes.delivered).toHaveLength(1);
    await bench.passAlarm(usual - called);
    expect(bench.inboxes.delivered).toHaveLength(2);
  });
});

import { expect, it } from "vitest";
import type { RoomCommand } from "#protocol/commands.ts";
import type { Snapshot } from "#protocol/down.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { MAX_INVITED } from "#protocol/limits.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";
import { ROUND_EVERY_MS } from "./round-pauses.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const cy = person("Cy");
const guest = person("Gus", "guest");

const invite = (bench: RoomBench, by: Author, ...people: Author[]) => {
  const command = { type: "member.invite", id: bench.id(), people: people.map((p) => p.person) };
  const guests = people.filter(({ role }) => role === "guest").map((p) => p.person);
  return bench.command(by, { ...command, ...(guests.length > 0 && { guests }) } as never);
};
const uninvite = (bench: RoomBench, by: Author, { person: whom }: Author) =>
  bench.command(by, { type: "member.uninvite", id: bench.id(), person: whom });
const join = (bench: RoomBench, by: Author) =>
  bench.command(by, { type: "room.join", id: bench.id() });
const leave = (bench: RoomBench, by: Author) =>
  bench.command(by, { type: "room.leave", id: bench.id() });
const refused = (code: string) => ({ ok: false, refusal: { code } });

/** Whom the room tells newcomers that it has asked in, and who did. */
async function invited(bench: RoomBench): Promise<Record<string, string>> {
  const peer = await bench.join(ann);
  const [snapshot]: Snapshot[] = peer.takeOf("snapshot");
  peer.close(1000, "enough");
  bench.room.disconnect(peer);
  return Object.fromEntries(
    Object.entries(snapshot?.invited ?? {}).map(([id, { by }]) => [id, by]),
  );
}

it("whoever is invited may come in whatever their role, and is invited no more when they have", async () => {
  const bench = await RoomBench.withMembers([]);
  expect(await join(bench, guest)).toMatchObject(refused("not_allowed"));
  expect(await invite(bench, ann, guest)).toMatchObject({ ok: true });
  await bench.wake();
  expect(await invited(bench)).toEqual({ [guest.person]: ann.person });
  expect(await join(bench, guest)).toMatchObject({ ok: true });
  expect(await invited(bench)).toEqual({});
  await leave(bench, guest);
  expect(await join(bench, guest)).toMatchObject(refused("not_allowed"));
});

it("inviting twice changes nothing, and only those are asked who are neither in nor asked", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await invite(bench, ann, cy);
  expect(await invite(bench, bob, cy)).toMatchObject(refused("no_change"));
  expect(await invite(bench, ann, bob)).toMatchObject(refused("no_change"));
  const dan = person("Dan");
  expect(await invite(bench, bob, cy, dan, bob)).toMatchObject({
    value: { events: [{ people: [dan.person] }] },
  });
  expect(await invited(bench)).toEqual({ [cy.person]: ann.person, [dan.person]: bob.person });
});

it("the same wish again is the same invitation, also when it was withdrawn since", async () => {
  const bench = await RoomBench.withMembers([]);
  const command: RoomCommand = { type: "member.invite", id: bench.id(), people: [bob.person] };
  const first = await bench.command(ann, command);
  await uninvite(bench, ann, bob);
  await bench.wake();
  const again = await bench.command(ann, command);
  expect(again).toEqual({ ok: true, value: { ...(first.ok && first.value), repeated: true } });
  expect(await invited(bench)).toEqual({});
});

it.each<[string, CommunityRole, boolean]>([
  ["the room's owner", "member", true],
  ["whoever runs the community", "admin", true],
  ["another member", "member", false],
])(
  "bringing guests in, and taking back what others asked: may %s (%s)? %s",
  async (who, role, may) => {
    const bench = await RoomBench.empty();
    const eve = person("Eve", role);
    const owner = who === "the room's owner" ? eve : ann;
    await bench.command(owner, { type: "room.create", id: bench.id(), name: "Tea", topic: "" });
    for (const each of [ann, eve, bob]) await join(bench, each);
    expect((await invite(bench, eve, guest)).ok).toBe(may);
    await invite(bench, bob, cy);
    expect((await uninvite(bench, eve, cy)).ok).toBe(may);
  },
);

it("is taken back by whoever has made it, declined by whoever it is for, and by nobody outside", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await invite(bench, bob, cy, guest.role === "guest" ? person("Dan") : guest);
  expect(await uninvite(bench, person("Eve", "owner"), cy)).toMatchObject(refused("not_member"));
  expect(await uninvite(bench, bob, cy)).toMatchObject({ ok: true });
  expect(await uninvite(bench, bob, cy)).toMatchObject(refused("no_change"));
  expect(await uninvite(bench, person("Dan"), person("Dan"))).toMatchObject({ ok: true });
  expect(await invited(bench)).toEqual({});
});

it("ends with its maker's leaving, which tells whom it was for", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await invite(bench, bob, cy);
  expect(await leave(bench, bob)).toMatchObject({
    value: { events: [{ type: "member.left", withdrawn: [cy.person] }] },
  });
  expect(await invited(bench)).toEqual({});
});

it("nobody is asked in who has deleted their account, and what they were asked into forgets them", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await invite(bench, bob, cy);
  await bench.command(cy, { type: "member.erase", id: bench.id() });
  expect(await invited(bench)).toEqual({});
  expect(await invite(bench, bob, cy)).toMatchObject(refused("no_such_person"));
  await invite(bench, bob, person("Dan"));
  await bench.command(bob, { type: "member.erase", id: bench.id() });
  expect(await invited(bench)).toEqual({});
});

it("holds so many and no more", async () => {
  const bench = await RoomBench.withMembers([]);
  for (let i = 0; i < MAX_INVITED; i += 1) await invite(bench, ann, person(`P${i}`));
  expect(await invite(bench, ann, cy)).toMatchObject(refused("invitations_full"));
  await uninvite(bench, ann, person("P7"));
  expect(await invite(bench, ann, cy)).toMatchObject({ ok: true });
});

it("tells whoever is invited at once, what becomes of it too, and nothing else that happens there", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.command(ann, bench.post("the round begins"));
  const told = () => {
    const rounds = bench.inboxes.delivered.splice(0).filter((r) => r.people.includes(cy.person));
    return rounds.flatMap(({ letter }) => letter.facts.map(({ type }) => type));
  };
  told();
  await invite(bench, bob, cy);
  expect(told()).toEqual(["invited"]);
  await bench.passAlarm(ROUND_EVERY_MS);
  told();
  await bench.command(ann, bench.post("not for Cy"));
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(told()).toEqual([]);
  await bench.command(ann, bench.post("the round begins"));
  await leave(bench, bob);
  expect(told()).toContain("left");
});

it("a room that is far behind tells those who are invited that they are, too", async () => {
  const bench = await RoomBench.withMembers([]);
  bench.inboxes.isBroken = true;
  await invite(bench, ann, cy);
  for (let i = 0; i < 2_100; i += 1) void bench.room.command(ann, bench.post(`word ${i}`));
  await bench.rest();
  bench.inboxes.isBroken = false;
  bench.inboxes.delivered.length = 0;
  await bench.passAlarm(60_000);
  const toCy = bench.inboxes.delivered.filter(({ people }) => people.includes(cy.person));
  expect(toCy.map(({ people }) => people)).toEqual([[cy.person]]);
  expect(toCy[0]?.letter.facts).toContainEqual(
    expect.objectContaining({ type: "invited", people: [cy.person] }),
  );
});

it("says who invites to whoever asks before telling them, for as long as the invitation stands", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await invite(bench, bob, cy);
  const value = { author: "Bob", roomName: "Kitchen", words: "" };
  expect(await bench.room.pages.message(cy.person, 3)).toEqual({ ok: true, value });
  expect(await bench.room.pages.message(person("Eve").person, 3)).toMatchObject({ ok: false });
  await uninvite(bench, cy, cy);
  expect(await bench.room.pages.message(cy.person, 3)).toMatchObject({ ok: false });
});

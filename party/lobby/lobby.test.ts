import { expect, it } from "vitest";
import type { Seen } from "#protocol/inbox/presence.ts";
import type { PersonId } from "#protocol/ids.ts";
import { WATCH_LEASE_MS } from "#protocol/inbox/limits.ts";
import { HandClock, settled } from "../../test/fakes/hand-clock.ts";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { Lobby, TOLD_EVERY_MS } from "./lobby.ts";

const [ann, bob, cy] = ["p-ann", "p-bob", "p-cy"] as PersonId[] as [PersonId, PersonId, PersonId];

async function opened() {
  const clock = new HandClock();
  const storage = new MemoryStorage();
  const told: [PersonId, readonly Seen[]][] = [];
  const gone = new Set<PersonId>();
  const presence = (inbox: PersonId, people: readonly Seen[]) => {
    told.push([inbox, people]);
    return Promise.resolve({ ok: true as const, value: { isHere: !gone.has(inbox) } });
  };
  const wake = () => Lobby.wake({ storage, clock, inboxes: { presence } });
  return { clock, storage, told, gone, wake, lobby: await wake() };
}

it("tells a watcher how everyone stands, and then what changes, together and once", async () => {
  const { lobby, told, clock } = await opened();
  lobby.is(bob, "online");
  expect(lobby.watch(ann, "d1", [bob, cy])).toEqual([
    { id: bob, is: "online" },
    { id: cy, is: "offline" },
  ]);
  for (const is of ["away", "dnd"] as const) lobby.is(bob, is);
  lobby.is(cy, "online");
  await clock.pass(TOLD_EVERY_MS);
  expect(told).toEqual([
    [
      ann,
      [
        { id: bob, is: "dnd" },
        { id: cy, is: "online" },
      ],
    ],
  ]);
  lobby.is(cy, "online");
  await clock.pass(TOLD_EVERY_MS);
  expect(told).toHaveLength(1);
});

it("tells nobody else: neither who watches others nor who watches no more", async () => {
  const { lobby, told, clock } = await opened();
  lobby.watch(ann, "d1", [cy]);
  lobby.watch(bob, "d2", [ann]);
  lobby.watch(bob, "d2", []);
  lobby.is(ann, "online");
  lobby.is(bob, "online");
  await clock.pass(TOLD_EVERY_MS);
  expect(told).toEqual([]);
});

it("two devices of one person are one inbox to tell, and each may stop by itself", async () => {
  const { lobby, told, clock } = await opened();
  lobby.watch(ann, "d1", [bob]);
  lobby.watch(ann, "d2", [bob, cy]);
  lobby.is(bob, "online");
  await clock.pass(TOLD_EVERY_MS);
  expect(told).toEqual([[ann, [{ id: bob, is: "online" }]]]);
  lobby.watch(ann, "d2", []);
  lobby.is(cy, "online");
  lobby.is(bob, "away");
  await clock.pass(TOLD_EVERY_MS);
  expect(told.slice(1)).toEqual([[ann, [{ id: bob, is: "away" }]]]);
});

it("knows all of it after sleep", async () => {
  const { lobby, told, clock, wake, storage } = await opened();
  lobby.is(bob, "dnd");
  lobby.is(cy, "online");
  lobby.watch(ann, "d1", [bob, cy]);
  lobby.is(cy, "offline");
  await settled();
  const woken = await wake();
  expect(woken.watch(bob, "d3", [bob, cy]).map(({ is }) => is)).toEqual(["dnd", "offline"]);
  woken.watch(bob, "d3", []);
  woken.is(bob, "offline");
  await clock.pass(TOLD_EVERY_MS);
  expect(told.at(-1)).toEqual([ann, [{ id: bob, is: "offline" }]]);
  expect([...storage.rows.keys()]).toEqual([`w:${ann}:d1`]);
});

it("lets go of who has not asked again, and of an inbox at which nobody is", async () => {
  const { lobby, told, clock, gone, storage } = await opened();
  lobby.watch(ann, "d1", [cy]);
  await clock.pass(WATCH_LEASE_MS);
  lobby.is(cy, "online");
  await clock.pass(TOLD_EVERY_MS);
  expect(told).toEqual([]);
  lobby.watch(bob, "d2", [cy]);
  gone.add(bob);
  for (const is of ["away", "online"] as const) {
    lobby.is(cy, is);
    await clock.pass(TOLD_EVERY_MS);
  }
  expect(told).toHaveLength(1);
  expect([...storage.rows.keys()]).toEqual([`h:${cy}`]);
});

it("goes about a crowd in rounds", async () => {
  const { lobby, told, clock } = await opened();
  for (let i = 0; i < 1_200; i += 1) lobby.watch(`p-${i}` as PersonId, "d", [cy]);
  lobby.is(cy, "online");
  const counts: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    await clock.pass(TOLD_EVERY_MS);
    counts.push(told.length);
  }
  expect(counts).toEqual([500, 1_000, 1_200, 1_200]);
});

import { expect, it } from "vitest";
import { PRESENCE_GRACE_MS } from "#protocol/limits.ts";
import { person, RoomBench, type FakePeer } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");

/** A tab is closed while the room sleeps: the host wakes it for just that, and lists the sockets that are open. */
async function closesAsleep(bench: RoomBench, peer: FakePeer): Promise<void> {
  peer.closed = { code: 1001, reason: "" };
  await bench.wake();
  bench.room.disconnect(peer);
  await bench.clock.pass(PRESENCE_GRACE_MS + 1_000);
}

it("others are told that somebody went whose going has woken the room", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const annHere = await bench.join(ann);
  const bobHere = await bench.join(bob);
  annHere.take();
  await closesAsleep(bench, bobHere);
  expect(annHere.take()).toEqual([{ t: "presence", count: 1, came: [], gone: [bob.person] }]);
});

it("whoever has another device there stays", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const annHere = await bench.join(ann);
  await bench.join(bob);
  const other = await bench.join(bob);
  annHere.take();
  await closesAsleep(bench, other);
  expect(annHere.take()).toEqual([]);
});

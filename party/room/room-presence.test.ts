import { describe, expect, it } from "vitest";
import { PRESENCE_GRACE_MS, PRESENCE_NAMES_UP_TO, ROOM_LIMITS } from "#protocol/limits.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");

describe("who is here", () => {
  it("tells those here who comes, once per person", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const annHere = await bench.join(ann);
    annHere.take();
    await bench.join(bob);
    await bench.join(bob);
    expect(annHere.take()).toEqual([
      { t: "presence", count: 2, came: [{ id: bob.person, name: "Bob" }], gone: [] },
    ]);
  });

  it("gives a lost socket time to come back before it is told", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    bench.room.disconnect(bobHere);
    await bench.clock.pass(PRESENCE_GRACE_MS - 1_000);
    expect(annHere.take()).toEqual([]);
    const back = await bench.join(bob);
    await bench.clock.pass(PRESENCE_GRACE_MS);
    expect(annHere.take()).toEqual([]);
    bench.room.disconnect(back);
    await bench.clock.pass(PRESENCE_GRACE_MS + 1_000);
    expect(annHere.take()).toEqual([{ t: "presence", count: 1, came: [], gone: [bob.person] }]);
  });

  it("outlasts the room's sleep", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const annHere = await bench.join(ann);
    await bench.join(bob);
    annHere.take();
    await bench.wake();
    const again = await bench.join(ann);
    expect(again.takeOf("here")).toMatchObject([{ count: 2 }]);
    expect(annHere.take()).toEqual([]);
  });

  it("names nobody in a crowd", async () => {
    const names = Array.from({ length: PRESENCE_NAMES_UP_TO }, (_, i) => `P${i}`);
    const bench = await RoomBench.withMembers(names);
    for (const name of names) {
      await bench.join(person(name));
    }
    const annHere = await bench.join(ann);
    expect(annHere.takeOf("here")).toEqual([{ t: "here", count: names.length + 1, people: [] }]);
  });

  it("keeps no timer while nobody is leaving, so that a quiet room can sleep", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await bench.join(ann);
    await bench.rest();
    expect(bench.clock.hasTimers).toBe(false);
  });
});

describe("typing", () => {
  it("is passed on and never stored", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    const before = bench.storage.commits;
    await bench.say(bobHere, { t: "typing", on: true });
    expect(annHere.take()).toEqual([
      { t: "typing", person: { id: bob.person, name: "Bob" }, on: true },
    ]);
    expect(bench.storage.commits).toBe(before);
  });

  it("rides along with what is said in the same breath", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    void bench.room.receive(bobHere, JSON.stringify({ t: "typing", on: false }));
    await bench.sendFrom(bobHere, bench.post("done"));
    expect(annHere.frames).toHaveLength(1);
    expect(annHere.take().map(({ t }) => t)).toEqual(["events", "typing"]);
  });

  it("is the first to be dropped when it comes too fast", async () => {
    const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    for (let i = 0; i < 20; i += 1) {
      await bench.say(bobHere, { t: "typing", on: i % 2 === 0 });
    }
    expect(annHere.take().length).toBeLessThan(10);
    expect(bobHere.closed).toBeNull();
  });
});

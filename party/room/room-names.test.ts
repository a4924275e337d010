import { describe, expect, it } from "vitest";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const eve = person("Eve");

async function renamed(to: string) {
  const bench = await RoomBench.withMembers(["Bob"]);
  const rename = { type: "member.rename" as const, id: bench.id(), to };
  return { bench, answer: await bench.command(bob, rename) };
}

describe("someone with a new name", () => {
  it("has it in the room at once, and everyone who is there hears of it", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const annHere = await bench.join(ann);
    annHere.take();
    await bench.command(bob, { type: "member.rename", id: bench.id(), to: " Robert " });
    expect(annHere.takeEvents()).toMatchObject([
      { type: "member.renamed", by: bob.person, name: "Bob", to: "Robert" },
    ]);
    const [snapshot] = (await bench.join(ann)).takeOf("snapshot");
    expect(snapshot?.members[bob.person]).toEqual({ name: "Robert", role: "member" });
  });

  it("is told by it in all that they do, whatever their token says", async () => {
    const { bench } = await renamed("Robert");
    const annHere = await bench.join(ann);
    annHere.take();
    const bobHere = await bench.join(bob);
    expect(bobHere.takeOf("welcome")).toMatchObject([{ you: { name: "Robert" } }]);
    expect(annHere.takeOf("presence")).toMatchObject([{ came: [{ name: "Robert" }] }]);
    await bench.say(bobHere, { t: "typing", on: true });
    expect(annHere.takeOf("typing")).toMatchObject([{ person: { name: "Robert" } }]);
    await bench.sendFrom(bobHere, bench.post("still me"));
    expect(annHere.takeEvents()).toMatchObject([{ name: "Robert", body: "still me" }]);
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    expect(annHere.takeEvents()).toMatchObject([{ type: "member.left", name: "Robert" }]);
  });

  it("is named so among those who are here, also when they came by the old name", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await bench.join(bob);
    await bench.command(bob, { type: "member.rename", id: bench.id(), to: "Robert" });
    const [here] = (await bench.join(ann)).takeOf("here");
    expect(here?.people).toContainEqual({ id: bob.person, name: "Robert" });
  });

  it("without a socket is greeted by it, too", async () => {
    const { bench } = await renamed("Robert");
    const query = { epoch: null, cursor: 0, waitMs: 0, sessionExpiresAt: bench.clock.now() + 1e6 };
    const told = await bench.room.listen(bob, query);
    expect(told.ok && JSON.parse(told.value[0] ?? "")).toMatchObject({ you: { name: "Robert" } });
  });

  it("is told twice and renamed once", async () => {
    const { bench } = await renamed("Robert");
    const again = await bench.command(bob, { type: "member.rename", id: bench.id(), to: "Robert" });
    expect(again).toEqual({ ok: true, value: { events: [], repeated: true } });
  });

  it("comes in by the name in their token, and the new one is told again", async () => {
    const { bench } = await renamed("Robert");
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    await bench.command(bob, { type: "room.join", id: bench.id() });
    const rename = { type: "member.rename" as const, id: bench.id(), to: "Robert" };
    expect(await bench.command(bob, rename)).toMatchObject({
      value: { events: [{ name: "Bob", to: "Robert" }], repeated: false },
    });
  });
});

describe("a new name", () => {
  it("is refused for who is not a member, and when it is none", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const wish = (to: string) => ({ type: "member.rename" as const, id: bench.id(), to });
    expect(await bench.command(eve, wish("Eva"))).toMatchObject({
      refusal: { code: "not_member" },
    });
    expect(await bench.command(bob, wish(" \u200B "))).toMatchObject({
      refusal: { code: "name_invalid" },
    });
    expect(await bench.command(bob, wish("x".repeat(81)))).toMatchObject({
      refusal: { code: "name_invalid" },
    });
  });

  it("comes by no socket, and neither does a deletion", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const bobHere = await bench.join(bob);
    for (const command of [{ type: "member.rename", to: "Ann" }, { type: "member.erase" }]) {
      bobHere.take();
      await bench.say(bobHere, { t: "command", command: { ...command, id: bench.id() } });
      expect(bobHere.takeOf("refused")).toMatchObject([{ code: "unknown_type" }]);
    }
    expect(bench.room.admits(bob).ok).toBe(true);
  });

  it("is no matter of how much someone has said before", async () => {
    const limits = { framesPerMinute: 2, sendBurst: 2, sendsPerSecond: 0.001 };

    const bench = await RoomBench.withMembers(["Bob"], { ...PATIENT, ...limits });
    await bench.command(bob, bench.post("and I say"));
    await bench.command(bob, bench.post("and I say again"));
    expect(await bench.command(bob, bench.post("and more"))).toMatchObject({
      refusal: { code: "rate_limited" },
    });
    const rename = { type: "member.rename" as const, id: bench.id(), to: "Robert" };
    expect((await bench.command(bob, rename)).ok).toBe(true);
    expect((await bench.command(bob, { type: "member.erase", id: bench.id() })).ok).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import type { DownMessage } from "#protocol/down.ts";
import { MAX_RESUME_EVENTS, SNAPSHOT_EVENTS } from "#protocol/limits.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");

async function post(bench: RoomBench, count: number, size = 4): Promise<void> {
  const bodies = Array.from({ length: count }, (_, i) => `${i}`.padEnd(size, "."));
  await Promise.all(bodies.map((body) => bench.command(ann, bench.post(body))));
}

function welcomeIn(messages: DownMessage[]) {
  return messages.find((message) => message.t === "welcome");
}

describe("a first visit", () => {
  it("gets the room as it is, with its newest events, and who is here", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, 100);
    const bobHere = await bench.join(bob);
    const [welcome, snapshot, here] = bobHere.take();
    expect(welcome).toMatchObject({
      t: "welcome",
      head: 102,
      you: { id: bob.person, name: "Bob" },
    });
    expect(snapshot).toMatchObject({ t: "snapshot", seq: 102, info: { name: "Kitchen" } });
    const events = snapshot?.t === "snapshot" ? snapshot.events.map(({ seq }) => seq) : [];
    expect(events).toHaveLength(SNAPSHOT_EVENTS);
    expect(events.at(-1)).toBe(102);
    expect(here).toMatchObject({ t: "here", count: 1, people: [{ id: bob.person, name: "Bob" }] });
  });
});

describe("coming back", () => {
  it("brings exactly what was missed, in order, before anything live", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, 700);
    const first = await bench.join(bob);
    const epoch = welcomeIn(first.take())?.epoch ?? null;
    const back = await bench.join(bob, 100, epoch);
    await bench.command(ann, bench.post("live"));
    const heard = back.take();
    expect(heard.map(({ t }) => t)).toEqual(["welcome", "events", "events", "here", "events"]);
    const seqs = heard.flatMap((message) =>
      message.t === "events" ? message.events.map(({ seq }) => seq) : [],
    );
    expect(seqs).toEqual(Array.from({ length: 603 }, (_, i) => 101 + i));
  });

  it("brings nothing when nothing was missed", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const epoch = welcomeIn((await bench.join(bob)).take())?.epoch ?? null;
    const back = await bench.join(bob, 2, epoch);
    expect(back.take().map(({ t }) => t)).toEqual(["welcome", "here"]);
  });

  it("says so when it starts anew: far behind, ahead of the head, or from another epoch", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, MAX_RESUME_EVENTS + 1);
    const epoch = welcomeIn((await bench.join(bob)).take())?.epoch ?? null;
    const cases = [
      [2, epoch],
      [5_000, epoch],
      [1_000, "another"],
    ] as const;
    for (const [cursor, known] of cases) {
      const back = await bench.join(bob, cursor, known);
      expect(back.take().map(({ t }) => t)).toEqual(["welcome", "snapshot", "here"]);
      bench.room.disconnect(back);
    }
    const near = await bench.join(bob, 3, epoch);
    expect(near.takeEvents()).toHaveLength(MAX_RESUME_EVENTS);
  });

  it("starts anew when few events are too large", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, 150, 3_900);
    const epoch = welcomeIn((await bench.join(bob)).take())?.epoch ?? null;
    const back = await bench.join(bob, 2, epoch);
    const kinds = back.take().map(({ t }) => t);
    expect(kinds.filter((t) => t !== "mark")).toEqual(["welcome", "snapshot", "here"]);
  });

  it("may be asked for on an open socket, which is then still one person here", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const annHere = await bench.join(ann);
    const bobHere = await bench.join(bob);
    const epoch = welcomeIn(bobHere.take())?.epoch ?? null;
    annHere.take();
    await bench.say(bobHere, { t: "hello", version: PROTOCOL_VERSION, epoch, cursor: 1 });
    expect(bobHere.takeEvents()).toMatchObject([{ seq: 2 }]);
    expect(annHere.take()).toEqual([]);
  });
});

describe("sleep", () => {
  it("changes nothing that anyone can see", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, 300);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    bobHere.take();
    await bench.wake();
    await bench.sendFrom(annHere, bench.post("awake"));
    expect(bobHere.take()).toMatchObject([{ t: "events", events: [{ seq: 303, body: "awake" }] }]);
    const page = await bench.room.pages.history(bob, { limit: 200, before: 200 });
    expect(page).toMatchObject({ ok: true, value: { hasMore: false } });
    expect(page.ok && page.value.messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 199 }, (_, i) => i + 1),
    );
  });

  it("remembers which commands it has accepted", async () => {
    const bench = await RoomBench.withMembers([]);
    const posted = bench.post("once");
    await bench.command(ann, posted);
    await post(bench, 400);
    await bench.wake();
    expect(await bench.command(ann, posted)).toMatchObject({
      value: { repeated: true, events: [{ seq: 2, body: "once" }] },
    });
    expect(bench.room.admits(ann)).toMatchObject({ ok: true });
  });

  it("keeps many members", async () => {
    const names = Array.from({ length: 150 }, (_, i) => `Person${i}`);
    const bench = await RoomBench.withMembers(names);
    await bench.command(person("Person7"), { type: "room.leave", id: bench.id() });
    await bench.wake();
    expect(bench.room.admits(person("Person149"))).toMatchObject({ ok: true });
    expect(bench.room.admits(person("Person7"))).toMatchObject({ refusal: { code: "not_member" } });
  });

  it("does not wake under an alarm for a room that never was", async () => {
    const bench = await RoomBench.empty();
    await expect(bench.wakeNameless()).rejects.toThrow("no name");
  });
});

describe("history", () => {
  it.each([
    ["the newest", {}, [98, 102], true],
    ["before", { before: 50 }, [45, 49], true],
    ["the beginning", { before: 4 }, [1, 3], false],
    ["before all", { before: 1 }, [], false],
    ["after", { after: 50 }, [51, 55], true],
    ["after, at the end", { after: 99 }, [100, 102], false],
    ["after all", { after: 200 }, [], false],
    ["around", { around: 50 }, [48, 52], true],
    ["around the end", { around: 102 }, [100, 102], true],
  ])("pages %s", async (_what, query, range, hasMore) => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await post(bench, 100);
    const page = await bench.room.pages.history(bob, { ...query, limit: 5 });
    const seqs = page.ok ? page.value.messages.map(({ seq }) => seq) : ["refused"];
    const [from, to] = range;
    expect([seqs[0], seqs.at(-1)]).toEqual([from, to]);
    expect(page).toMatchObject({ value: { hasMore } });
  });
});

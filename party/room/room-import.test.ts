import { describe, expect, it } from "vitest";
import type { ImportEntry } from "#protocol/commands.ts";
import type { PersonId } from "#protocol/ids.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const LONG_AGO = Date.UTC(2004, 11, 25, 9, 14);

function entries(bench: RoomBench, from: number, count: number): ImportEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "message.posted",
    id: bench.id(LONG_AGO + (from + i) * 60_000),
    at: LONG_AGO + (from + i) * 60_000,
    by: "x-kleedrac" as PersonId,
    name: "kleedrac",
    body: `line ${from + i}`,
  }));
}

describe("imported history", () => {
  it("keeps its times and its people, and makes nobody a member", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const by = "x-intinig" as PersonId;
    const fact = { at: LONG_AGO, by, name: "intinig" };
    const command = {
      type: "history.import" as const,
      id: bench.id(),
      entries: [
        { type: "member.joined" as const, id: bench.id(LONG_AGO), ...fact },
        {
          type: "message.posted" as const,
          id: bench.id(LONG_AGO),
          ...fact,
          body: "waves",
          action: true as const,
        },
        { type: "member.renamed" as const, id: bench.id(LONG_AGO), ...fact, to: "intinig_" },
        { type: "member.left" as const, id: bench.id(LONG_AGO), ...fact },
      ],
    };
    const bobHere = await bench.join(bob);
    bobHere.take();
    expect(await bench.command(ann, command)).toMatchObject({
      ok: true,
      value: { repeated: false },
    });
    expect(bobHere.takeEvents()).toMatchObject([
      { seq: 3, type: "member.joined", at: LONG_AGO, by, imported: true },
      { seq: 4, type: "message.posted", action: true, imported: true },
      { seq: 5, type: "member.renamed", to: "intinig_" },
      { seq: 6, type: "member.left" },
    ]);
    expect(bench.room.admits({ ...bob, person: by })).toMatchObject({
      refusal: { code: "not_member" },
    });
    expect(bobHere.closed).toBeNull();
  });

  it("adds nothing the second time, however late, and only what is missing from a part", async () => {
    const bench = await RoomBench.withMembers([]);
    const lines = entries(bench, 0, 400);
    const send = (some: ImportEntry[]) =>
      bench.command(ann, { type: "history.import", id: bench.id(), entries: some });
    expect(await send(lines.slice(0, 200))).toMatchObject({ value: { repeated: false } });
    await bench.wake();
    const second = await send(lines);
    expect(second.ok && second.value.events.length).toBe(200);
    await bench.clock.pass(400 * 86_400_000);
    await bench.passAlarm(2_000);
    await bench.wake();
    const third = await send(lines);
    expect(third).toMatchObject({ ok: true, value: { events: [], repeated: true } });
  });

  it("counts a line once that comes twice in one batch", async () => {
    const bench = await RoomBench.withMembers([]);
    const [line] = entries(bench, 0, 1);
    const twice = line ? [line, line] : [];
    const answer = await bench.command(ann, {
      type: "history.import",
      id: bench.id(),
      entries: twice,
    });
    expect(answer.ok && answer.value.events).toHaveLength(1);
  });

  it("is the community owner's alone, and needs a room", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const command = {
      type: "history.import" as const,
      id: bench.id(),
      entries: entries(bench, 0, 1),
    };
    expect(await bench.command(bob, command)).toMatchObject({ refusal: { code: "not_allowed" } });
    const nowhere = await RoomBench.empty();
    expect(await nowhere.command(ann, command)).toMatchObject({
      refusal: { code: "no_such_room" },
    });
  });

  it("refuses a batch with a line that cannot be shown, and takes nothing of it", async () => {
    const bench = await RoomBench.withMembers([]);
    const lines = entries(bench, 0, 3).map((line, i) => (i === 1 ? { ...line, body: " " } : line));
    const command = {
      type: "history.import" as const,
      id: bench.id(),
      entries: lines as ImportEntry[],
    };
    expect(await bench.command(ann, command)).toMatchObject({ refusal: { code: "malformed" } });
    expect(bench.storage.rows.size).toBeLessThan(10);
  });

  it.each(["name", "to"])("refuses a rename whose %s is nothing", async (field) => {
    const bench = await RoomBench.withMembers([]);
    const entry = { ...entries(bench, 0, 1)[0], type: "member.renamed", to: "x", [field]: " " };
    const { body: _, ...rename } = entry as unknown as Record<string, unknown>;
    const command = { type: "history.import", id: bench.id(), entries: [rename] };
    expect(await bench.command(ann, command as never)).toMatchObject({
      refusal: { code: "malformed" },
    });
  });
});

describe("a new room", () => {
  it("has a cleaned name, an owner, and can be asked for twice", async () => {
    const bench = await RoomBench.empty();
    const create = {
      type: "room.create" as const,
      id: bench.id(),
      name: "  The\u202E  kitchen ",
      topic: "food",
    };
    const first = await bench.command(ann, create);
    expect(first).toMatchObject({
      value: { events: [{ seq: 1, room: { name: "The kitchen", topic: "food" } }] },
    });
    expect(await bench.command(ann, create)).toMatchObject({ value: { repeated: true } });
    expect(await bench.command(bob, { ...create, id: bench.id() })).toMatchObject({
      refusal: { code: "room_exists" },
    });
  });

  it.each([
    ["no name", { name: " ", topic: "" }, "name_invalid"],
    ["a long name", { name: "x".repeat(81), topic: "" }, "name_invalid"],
    ["a long topic", { name: "x", topic: "x".repeat(251) }, "topic_too_long"],
  ])("is refused with %s", async (_what, words, code) => {
    const bench = await RoomBench.empty();
    const answer = await bench.command(ann, { type: "room.create", id: bench.id(), ...words });
    expect(answer).toMatchObject({ refusal: { code } });
  });
});

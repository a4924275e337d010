import { describe, expect, it } from "vitest";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import type { CommandId } from "#protocol/ids.ts";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";

const mention = (bench: RoomBench, whom: string, id: CommandId = bench.id()) =>
  ({ type: "note.mention", id, person: person(whom).person }) as const;

describe("somebody who is named in the room's note", () => {
  it("is a fact of the room's, once for each mention", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const wish = mention(bench, "Bob");
    const first = await bench.command(person("Ann"), wish);
    expect(first).toMatchObject({
      ok: true,
      value: { events: [{ type: "note.mentioned", id: wish.id, person: person("Bob").person }] },
    });
    expect(await bench.command(person("Ann"), wish)).toEqual({
      ok: true,
      value: { events: first.ok ? first.value.events : [], repeated: true },
    });
  });

  it.each([
    ["whoever is not in the room", "Stranger", "no_such_person"],
    ["oneself", "Ann", "no_change"],
  ])("is not %s", async (_who, whom, code) => {
    const bench = await RoomBench.withMembers(["Bob"]);
    expect(await bench.command(person("Ann"), mention(bench, whom))).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it("is told so often in a minute; more waits", async () => {
    const { noteMentionsPerMinute } = ROOM_LIMITS;
    const bench = await RoomBench.withMembers(["Bob"], { ...PATIENT, noteMentionsPerMinute });
    const tell = () => bench.command(person("Ann"), mention(bench, "Bob"));
    for (let i = 0; i < noteMentionsPerMinute; i += 1) expect((await tell()).ok).toBe(true);
    expect(await tell()).toMatchObject({ refusal: { code: "rate_limited", retryable: true } });
    await bench.clock.pass(60_000 / noteMentionsPerMinute);
    expect((await tell()).ok).toBe(true);
  });
});

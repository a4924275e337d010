import { expect, it } from "vitest";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import { MAX_VALUE_BYTES } from "../object/ports.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
/** As long as a message may be. */
const LONG = "😀".repeat(4_000);
const LONG_ONES = 7;
/** After the room, Ann and Bob. */
const FIRST = 3;

/** Bob says so much in one breath that it fills one row of the log, and last of all "ok". Gives that one's number. */
async function fillRow(bench: RoomBench): Promise<number> {
  const sizeOf = (body: string, seq: number) => {
    const by = { by: bob.person, name: bob.name };
    const event = { type: "message.posted", id: bench.id(), at: bench.clock.now(), ...by };
    return Buffer.byteLength(JSON.stringify({ ...event, body, seq })) + ",".length;
  };
  const bodies = Array.from({ length: LONG_ONES }, () => LONG);
  const target = FIRST + LONG_ONES + 1;
  const long = bodies.reduce((sum, body, i) => sum + sizeOf(body, FIRST + i), 0);
  const left = MAX_VALUE_BYTES - "[]".length - long - sizeOf("", target - 1) - sizeOf("ok", target);
  bodies.push("😀".repeat(Math.floor(left / 4)).padEnd(Math.floor(left / 4) * 2 + (left % 4), "x"));
  const answers = [...bodies, "ok"].map((body) => bench.room.command(bob, bench.post(body)));
  await bench.rest();
  await Promise.all(answers);
  return target;
}

it("a short message can be deleted out of a row that is full", async () => {
  const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
  const target = await fillRow(bench);
  const row = [...bench.storage.rows].find(([key]) => key.startsWith("e:") && key.endsWith("3"));
  // One comma less than is reckoned with.
  expect(Buffer.byteLength(row?.[1] ?? "")).toBe(MAX_VALUE_BYTES - 1);
  const annHere = await bench.join(ann);
  await bench.clock.pass(10_000);
  const answer = await bench.command(bob, { type: "message.delete", id: bench.id(), target });
  expect(answer).toMatchObject({ ok: true });
  expect([bench.failures, annHere.closed]).toEqual([[], null]);
  const kept = [...bench.storage.rows.values()].filter((row) => row.includes('"ok"'));
  expect(kept.map((row) => row.length)).toEqual([]);
});

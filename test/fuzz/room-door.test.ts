import { afterEach, expect, it, vi } from "vitest";
import { log } from "#party/log.ts";
import { REFUSALS } from "#protocol/refusals.ts";
import { person, RoomBench, type FakePeer } from "../fakes/room-bench.ts";
import { OddFrames, SECRET } from "./odd-frames.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

/** `FUZZ_FRAMES=10000000 npx vitest run --project simulation test/fuzz` sends more. */
const FRAMES = Number(process.env["FUZZ_FRAMES"] ?? 1_000_000);
const ann = person("Ann", "owner");
const AT_A_TIME = 200;
const LONGEST_MS = 3_600_000;

afterEach(() => void vi.restoreAllMocks());

it(
  "takes any frame without failing, answers with a code, and keeps nothing of what it refuses",
  async () => {
    const lines: string[] = [];
    for (const sink of ["log", "error"] as const) {
      vi.spyOn(console, sink).mockImplementation(
        (...said: unknown[]) => void lines.push(said.join(" ")),
      );
    }
    const bench = await RoomBench.withMembers(["Bob"]);
    const frames = new OddFrames(1, [
      { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 },
      { t: "typing", on: true },
      { t: "typing", on: true, thread: 1 },
      { t: "renew", ticket: SECRET },
      { t: "mark", n: 1 },
      { t: "ping" },
      { t: "command", command: { type: "room.join", id: bench.id() } },
      { t: "command", command: { type: "message.post", id: bench.id(), body: SECRET } },
    ]);
    let door: FakePeer = await bench.join(ann);
    for (let sent = 0; sent < FRAMES; sent += 1) {
      await bench.room.receive(door, frames.next());
      if (sent % AT_A_TIME === 0) await bench.rest();
      if (door.frames.length > 0) expectAnswersByTheList(door);
      if (door.closed) {
        await bench.rest();
        bench.room.disconnect(door);
        door = await bench.join(ann);
      }
    }
    await bench.rest();
    expect(bench.failures).toEqual([]);
    for (const logged of bench.logged) {
      const [event = "", facts = "{}"] = logged.split(/ (.*)/s);
      log.fact(event, JSON.parse(facts) as Parameters<typeof log.fact>[1]);
    }
    expect(lines).toHaveLength(bench.logged.length);
    for (const line of lines) {
      expect(Object.keys(JSON.parse(line) as object)).toContain("event");
      expect(line).not.toContain(SECRET);
    }
    const bodies = [...bench.storage.rows.values()].filter((row) => row.includes("__proto__"));
    expect(bodies.filter((row) => row.includes('"__proto__":'))).toEqual([]);
  },
  LONGEST_MS,
);

it(
  "leaves storage and state as they were when it refuses",
  async () => {
    const bench = await RoomBench.withMembers([]);
    // Commands that could be accepted are left out: each of these frames is refused, or is a signal.
    const frames = new OddFrames(2, [
      { t: "command", command: { type: "message.post", id: "7", body: SECRET } },
    ]);
    let door = await bench.join(ann);
    for (let sent = 0; sent < FRAMES / 10; sent += 1) {
      const before = bench.storage.commits;
      await bench.room.receive(door, frames.next());
      expect(bench.storage.commits).toBe(before);
      if (door.closed) {
        bench.room.disconnect(door);
        door = await bench.join(ann);
      }
    }
  },
  LONGEST_MS,
);

function expectAnswersByTheList(door: FakePeer) {
  for (const message of door.take()) {
    if (message.t === "refused" && !Object.hasOwn(REFUSALS, message.code)) {
      throw new RangeError(`no code of the list: ${message.code}`);
    }
  }
}

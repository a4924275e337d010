import { beforeEach, describe, expect, it } from "vitest";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import { person, type FakePeer, type RoomBench } from "../../test/fakes/room-bench.ts";
import { quiet } from "./inbox-rounds.test-kit.ts";
import { EVERYONE_AT_LATEST_MS } from "./round-pauses.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const HOUR_MS = 3_600_000;

describe("a room whose machine's clock is set back by an hour", () => {
  let bench: RoomBench;
  let annHere: FakePeer;
  let bobHere: FakePeer;
  /** Timers run on, as they do everywhere. */
  const pass = (ms: number) => HandClock.prototype.pass.call(bench.clock, ms);
  beforeEach(async () => {
    bench = await quiet();
    annHere = await bench.join(ann);
    bobHere = await bench.join(bob);
    bench.archive.failure = new Error("away");
    await bench.command(ann, bench.post("before"));
    await bench.say(annHere, { t: "read", seq: 4 });
    await bench.say(bobHere, { t: "read", seq: 4 });
    await bench.passAlarm(5_000);
    annHere.take();
    const now = bench.clock.now.bind(bench.clock);
    bench.clock.now = () => now() - HOUR_MS;
  });

  async function saysAfter(): Promise<unknown> {
    const answer = bench.room.command(ann, bench.post("after", bench.id(bench.clock.now())));
    await pass(1_000);
    return answer;
  }

  it("goes on", async () => {
    expect(await saysAfter()).toMatchObject({ ok: true });
  });

  it("tells how far people have read", async () => {
    await saysAfter();
    void bench.say(bobHere, { t: "read", seq: 5 });
    await pass(3_000);
    expect(annHere.takeOf("receipts").at(-1)?.read).toContainEqual([bob.person, 5]);
  });

  it("tells everyone's inbox what was said", async () => {
    bench.inboxes.delivered.length = 0;
    await saysAfter();
    await bench.passAlarm(EVERYONE_AT_LATEST_MS);
    expect(bench.inboxes.delivered.at(-1)?.letter).toMatchObject({ to: 5 });
  });

  it("brings what was said to an archive that was away before", async () => {
    bench.archive.failure = null;
    await saysAfter();
    await bench.passAlarm(60_000);
    expect(bench.archive.taken.flat().at(-1)?.seq).toBe(5);
  });
});

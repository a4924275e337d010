import { expect, it } from "vitest";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const HOUR_MS = 3_600_000;

it("a room goes on when its machine's clock is set back by an hour", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const now = bench.clock.now.bind(bench.clock);
  bench.clock.now = () => now() - HOUR_MS;
  const answer = bench.room.command(ann, bench.post("after", bench.id(bench.clock.now())));
  // Timers run on, as they do everywhere.
  await HandClock.prototype.pass.call(bench.clock, 1_000);
  expect(await answer).toMatchObject({ ok: true });
});

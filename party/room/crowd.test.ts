import { expect, it } from "vitest";
import { CROWD_TOLD_EVERY_MS, PRESENCE_NAMES_UP_TO } from "#protocol/limits.ts";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const names = Array.from({ length: PRESENCE_NAMES_UP_TO + 20 }, (_, i) => `Guest${i}`);
const late = names.slice(PRESENCE_NAMES_UP_TO);

/** A room where so many are here that nobody is named, and Ann has heard of them. */
async function crowded() {
  const bench = await RoomBench.withMembers(names);
  const annHere = await bench.join(person("Ann", "owner"));
  for (const name of names.slice(0, PRESENCE_NAMES_UP_TO)) await bench.join(person(name));
  await bench.clock.pass(CROWD_TOLD_EVERY_MS);
  annHere.take();
  return { bench, annHere };
}

it("a crowd is told its number now and then, and the last number in any case", async () => {
  const { bench, annHere } = await crowded();
  for (const name of late) await bench.join(person(name));
  expect(annHere.takeOf("presence").length).toBeLessThanOrEqual(1);
  await bench.clock.pass(CROWD_TOLD_EVERY_MS);
  expect(annHere.takeOf("presence")).toEqual([
    { t: "presence", count: names.length + 1, came: [], gone: [] },
  ]);
});

it("a crowd is told its number also when the machine's clock was set back", async () => {
  const { bench, annHere } = await crowded();
  const now = bench.clock.now.bind(bench.clock);
  bench.clock.now = () => now() - 3_600_000;
  for (const name of late) await bench.join(person(name));
  // Timers run on, as they do everywhere.
  await HandClock.prototype.pass.call(bench.clock, 2 * CROWD_TOLD_EVERY_MS);
  expect(annHere.takeOf("presence").at(-1)).toMatchObject({ count: names.length + 1 });
});

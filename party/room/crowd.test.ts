import { expect, it } from "vitest";
import { CROWD_TOLD_EVERY_MS, PRESENCE_NAMES_UP_TO } from "#protocol/limits.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

it("a crowd is told its number now and then, and the last number in any case", async () => {
  const names = Array.from({ length: PRESENCE_NAMES_UP_TO + 20 }, (_, i) => `Guest${i}`);
  const bench = await RoomBench.withMembers(names);
  const annHere = await bench.join(person("Ann", "owner"));
  for (const name of names.slice(0, PRESENCE_NAMES_UP_TO)) await bench.join(person(name));
  await bench.clock.pass(CROWD_TOLD_EVERY_MS);
  annHere.take();
  const late = names.slice(PRESENCE_NAMES_UP_TO);
  for (const name of late) await bench.join(person(name));
  expect(annHere.takeOf("presence").length).toBeLessThanOrEqual(1);
  await bench.clock.pass(CROWD_TOLD_EVERY_MS);
  expect(annHere.takeOf("presence")).toEqual([
    { t: "presence", count: names.length + 1, came: [], gone: [] },
  ]);
});

import { expect, it } from "vitest";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");

it("an alarm stands behind a round of the inboxes for as long as it takes", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  while (bench.storage.alarmAt !== null) await bench.passAlarm(61_000);
  await bench.clock.pass(60_000);
  // Couriers that are on their way for long: many inboxes have to be woken.
  bench.inboxes.deliver = () => new Promise(() => undefined);
  await bench.command(ann, bench.post("hello"));
  for (let i = 0; i < 10; i += 1) await bench.passAlarm(1_000);
  // Should the process end here, nothing but an alarm would wake the room, and nobody was told.
  expect(bench.storage.alarmAt).not.toBeNull();
});

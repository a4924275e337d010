import { expect, it } from "vitest";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
/** More than one part of a restore brings. */
const MANY = 4_500;

async function halfRestored(): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(["Bob"]);
  const texts = Array.from({ length: MANY }, (_, i) => String(i));
  await Promise.all(texts.map((text) => bench.command(ann, bench.post(text))));
  while (bench.storage.alarmAt !== null) await bench.passAlarm(61_000);
  bench.storage.rows.clear();
  bench.storage.alarmAt = null;
  bench.peers = [];
  await bench.wake();
  await bench.room.upkeep.answer({ do: "restore", epoch: null, upToTheHole: false });
  return bench;
}

it("whoever asks or writes by requests is told to come again, and not that the room does not exist", async () => {
  const bench = await halfRestored();
  const sessionExpiresAt = bench.clock.now() + 60_000;
  const posted = await bench.command(bob, bench.post("still here?"));
  const heard = await bench.room.listen(bob, {
    epoch: "x",
    cursor: 3,
    waitMs: 0,
    sessionExpiresAt,
  });
  for (const answer of [posted, heard])
    expect(answer).toMatchObject({ ok: false, refusal: { code: "unavailable", retryable: true } });
});

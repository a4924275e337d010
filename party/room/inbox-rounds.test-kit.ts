import type { Letter } from "#protocol/inbox/facts.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { EVERYONE_AT_LATEST_MS, ROUND_EVERY_MS } from "./round-pauses.ts";

/** A room whose members have all been told of each other. */
export async function quiet(): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(["Bob", "Cy"]);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.passAlarm(ROUND_EVERY_MS);
  bench.inboxes.delivered.length = 0;
  return bench;
}

/** A room of twenty-five that is in the middle of a talk. */
export async function lively(): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(Array.from({ length: 24 }, (_, i) => `Guest${i}`));
  for (let i = 0; i < 3; i += 1) await bench.passAlarm(EVERYONE_AT_LATEST_MS);
  await bench.command(person("Ann", "owner"), bench.post("the first of a talk"));
  bench.inboxes.delivered.length = 0;
  return bench;
}

/** As a host does it: an alarm that is due goes off when the one before it is over. */
export function hostOf(bench: RoomBench): (ms: number) => Promise<void> {
  let isRinging = false;
  const ring = async () => {
    isRinging = true;
    bench.storage.alarmAt = null;
    await bench.room.alarm();
    isRinging = false;
  };
  return async (ms) => {
    await bench.clock.pass(ms);
    const { alarmAt } = bench.storage;
    if (isRinging || alarmAt === null || alarmAt > bench.clock.now()) return;
    void ring();
    await bench.rest();
  };
}

export const range = ({ letter }: { letter: Letter }) => [letter.from, letter.to];

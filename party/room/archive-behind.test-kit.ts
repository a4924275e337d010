import { expect } from "vitest";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";

export const ann = person("Ann", "owner");
export const bob = person("Bob");
export const AWAY = new Error("away");
export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;

export const LIMITS = {
  ...PATIENT,
  archiveDegradedAfterMs: 60 * SECOND,
  archiveReadOnlyAfterMs: 24 * HOUR,
  archiveReadOnlyAfterEvents: 5,
};
/** Half an hour, so that nobody's session ends meanwhile. */
export const BY_TIME = {
  ...LIMITS,
  archiveReadOnlyAfterMs: HOUR / 2,
  archiveReadOnlyAfterEvents: 1_000,
};

/** Ann and Bob in a room whose archive has everything, and goes away now. */
export async function leftBehind(limits = BY_TIME): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(["Bob"], limits);
  await bench.passAlarm(2 * SECOND);
  expect(bench.archived).toHaveLength(2);
  bench.archive.failure = AWAY;
  return bench;
}

/** Time goes by as on a host: each alarm goes off when it is due. */
export async function pass(bench: RoomBench, ms: number): Promise<void> {
  const until = bench.clock.now() + ms;
  while (bench.storage.alarmAt !== null && bench.storage.alarmAt <= until) {
    await bench.passAlarm(Math.max(0, bench.storage.alarmAt - bench.clock.now()));
    await bench.rest();
  }
  await bench.clock.pass(Math.max(0, until - bench.clock.now()));
}

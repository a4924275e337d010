import type { UpkeepWish } from "../rooms.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

export const ann = person("Ann", "owner");
export const bob = person("Bob");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const RESTORE = { do: "restore", epoch: null, upToTheHole: false } satisfies UpkeepWish;

/** A room of so many messages, all of them archived. */
export async function archived(messages = 3): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(["Bob"]);
  const posts = Array.from({ length: messages }, (_, i) => bench.command(ann, bench.post(`${i}`)));
  await Promise.all(posts);
  await drain(bench);
  return bench;
}

export async function drain(bench: RoomBench): Promise<void> {
  while (bench.storage.alarmAt !== null) await bench.passAlarm(61_000);
}

/** The disk is gone, and the room wakes on an empty one. */
export async function loseStorage(bench: RoomBench): Promise<void> {
  bench.storage.rows.clear();
  bench.storage.alarmAt = null;
  bench.peers = [];
  await bench.wake();
}

export async function log(bench: RoomBench) {
  const page = await bench.room.pages.history(ann, { after: 0, limit: 100_000 });
  return page.ok ? JSON.stringify(page.value.messages) : page.refusal.code;
}

export const restore = (bench: RoomBench, wish: UpkeepWish = RESTORE) =>
  bench.room.upkeep.answer(wish);

export async function epochOf(bench: RoomBench): Promise<string> {
  const status = await bench.room.upkeep.answer({ do: "status" });
  return status.ok ? status.value.status.epoch : "";
}

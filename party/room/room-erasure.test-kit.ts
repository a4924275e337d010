import { person, RoomBench } from "../../test/fakes/room-bench.ts";

export const ann = person("Ann", "owner");
export const bob = { ...person("Bob"), name: "Bob Marley" };
export const NAME = /Bob|Robert/;
export const SECOND_MS = 1_000;

/** Bob has said `words` in a kitchen of Ann's, and both are there. */
export async function talked(words = 3) {
  const bench = await RoomBench.withMembers([]);
  await bench.command(bob, { type: "room.join", id: bench.id() });
  for (let nth = 1; nth <= words; nth += 1) await bench.command(bob, bench.post(`word ${nth}`));
  await bench.command(bob, { type: "member.rename", id: bench.id(), to: "Robert Marley" });
  return bench;
}

export function erase(bench: RoomBench) {
  return bench.command(bob, { type: "member.erase", id: bench.id() });
}

export async function pageOf(bench: RoomBench) {
  const page = await bench.room.pages.history(ann, { limit: 200 });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.messages;
}

export function isStoredWithName(bench: RoomBench): boolean {
  return [...bench.storage.rows.values()].some((row) => NAME.test(row));
}

/** Alarms until none is set. */
export async function rest(bench: RoomBench) {
  for (let tries = 0; tries < 100 && bench.storage.alarmAt !== null; tries += 1)
    await bench.passAlarm(SECOND_MS);
}

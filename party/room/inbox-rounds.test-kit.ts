import type { Letter } from "#protocol/inbox/facts.ts";
import { RoomBench } from "../../test/fakes/room-bench.ts";
import { ROUND_EVERY_MS } from "./round-pauses.ts";

/** A room whose members have all been told of each other. */
export async function quiet(): Promise<RoomBench> {
  const bench = await RoomBench.withMembers(["Bob", "Cy"]);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.passAlarm(ROUND_EVERY_MS);
  bench.inboxes.delivered.length = 0;
  return bench;
}

export const range = ({ letter }: { letter: Letter }) => [letter.from, letter.to];

import { setTimeout as pause } from "node:timers/promises";
import type { ArchiveState } from "#protocol/down.ts";
import type { Fault } from "../history/fault.ts";
import type { Chance } from "../line/chance.ts";
import { Crowd, type Community } from "./crowd.ts";
import type { Served } from "./served.ts";
import { tallyOf, type Tally } from "./tally.ts";

export type Outage = {
  faults: Fault[];
  tally: Tally;
  /** Commands that were settled while there was no database, and the longest time without one. */
  settledMeanwhile: number;
  longestPauseMs: number;
  /** What readers were told of the archive, from the beginning to the end. */
  states: ArchiveState[];
  /** From the database's return until readers were told that the archive is live again. */
  archivedAfterMs: number;
};

const LOOK_EVERY_MS = 50;

/** The database's process is killed, and so long later there is one again. Talk goes on all the while. */
export async function databaseOutage(
  served: Served,
  community: Community,
  { lastsMs, chance }: { lastsMs: number; chance: Chance },
): Promise<Outage> {
  const crowd = await Crowd.gather(served, community, { chance });
  await crowd.untilMoreIsSettled(50);
  await served.kill("database");
  const before = crowd.settled;
  const longestPauseMs = await longestPause(crowd, lastsMs);
  const settledMeanwhile = crowd.settled - before;
  await served.startDatabase();
  const returnedAt = Date.now();
  await crowd.untilArchiveIs("live");
  const archivedAfterMs = Date.now() - returnedAt;
  await crowd.untilMoreIsSettled(50);
  const faults = await crowd.finish();
  const tally = tallyOf(crowd.history);
  const states = [...crowd.archiveStates];
  return { faults, tally, states, settledMeanwhile, longestPauseMs, archivedAfterMs };
}

/** Watches for so long, and gives the longest time in which nothing was settled. */
async function longestPause(crowd: Crowd, lastsMs: number): Promise<number> {
  const end = performance.now() + lastsMs;
  let longest = 0;
  let settled = crowd.settled;
  let since = performance.now();
  while (performance.now() < end) {
    await pause(LOOK_EVERY_MS);
    const now = performance.now();
    longest = Math.max(longest, now - since);
    if (crowd.settled > settled) since = now;
    settled = crowd.settled;
  }
  return Math.round(longest);
}

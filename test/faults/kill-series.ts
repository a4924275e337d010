import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "../history/fault.ts";
import { shuffled, wholeBetween, type Chance } from "../line/chance.ts";
import { Crowd, type Community } from "./crowd.ts";
import type { Served } from "./served.ts";
import { tallyOf, type Tally } from "./tally.ts";

/** Where a kill struck. */
export type Moment = "rooms" | "everything" | "start" | "before commit" | "after commit";

/** The moments of one series: those that hurt most often, and each at least twice. */
export const PARTYSERVER_MOMENTS: readonly Moment[] = [
  ...times(9, "rooms"),
  ...times(3, "everything"),
  ...times(4, "start"),
  ...times(2, "before commit"),
  ...times(2, "after commit"),
];
/** For servers that are a supervisor's: they fall together, and their database is out of reach. */
export const SUPERVISED_MOMENTS: readonly Moment[] = [...times(4, "everything"), "start"];

export type KillSeries = { faults: Fault[]; tally: Tally; kills: Record<Moment, number> };

/** The longest that a server lives once it works again, and the time within which a start is struck. */
const LIVES_MS = 350;
const START_MS = 450;
/** Settled commands that show that a server works again. */
const SETTLED = { from: 1, to: 12 };
/** What an archiving statement has in it, and nothing else that goes to the database. */
export const ARCHIVES = "insert into events";

/**
 * Ends a server by SIGKILL at each of these moments, in any order, while a crowd writes and reads, starts it again on what was there, and in the
 * end looks through all that everyone has seen.
 */
export async function killSeries(
  served: Served,
  community: Community,
  { moments, chance }: { moments: readonly Moment[]; chance: Chance },
): Promise<KillSeries> {
  const crowd = await Crowd.gather(served, community, { chance });
  const counts = { rooms: 0, everything: 0, start: 0, "before commit": 0, "after commit": 0 };
  for (const moment of shuffled(chance, moments)) {
    await crowd.untilMoreIsSettled(wholeBetween(chance, SETTLED.from, SETTLED.to));
    await strike(served, moment, chance);
    counts[moment] += 1;
    await served.start();
  }
  await crowd.untilMoreIsSettled(SETTLED.to);
  const faults = await crowd.finish();
  return { faults, tally: tallyOf(crowd.history), kills: counts };
}

async function strike(served: Served, moment: Moment, chance: Chance): Promise<void> {
  switch (moment) {
    case "rooms":
    case "everything":
      await pause(wholeBetween(chance, 0, LIVES_MS));
      return served.kill(moment);
    case "start":
      // The one that is up has to go first. Only the second kill is counted: the first is of the other kind.
      await served.kill("everything");
      return served.killWhileStarting(wholeBetween(chance, 0, START_MS));
    case "before commit":
      await untilArchiving(served, "up");
      return served.kill("rooms");
    case "after commit":
      await untilArchiving(served, "down");
      return served.kill("rooms");
  }
}

/** A batch is on its way to the database and stays there, or has been committed and its answer gets lost. */
async function untilArchiving(served: Served, direction: "up" | "down"): Promise<void> {
  if (!served.database) throw new Error("this server's database is out of reach");
  await served.database.trap({ direction, afterBytes: 0, onceSaid: ARCHIVES, by: "silence" });
}

function times(count: number, moment: Moment): Moment[] {
  return Array.from({ length: count }, () => moment);
}

import { expect } from "vitest";
import { chanceFrom } from "../line/chance.ts";
import { foundCommunity } from "./crowd.ts";
import { killSeries, type Moment } from "./kill-series.ts";
import type { Served } from "./served.ts";

export const KILLS_LAST_MS = 240_000;

/** Kills a server in each of these moments while a crowd talks, and looks at what everyone has seen. */
export async function expectNothingLost(
  name: string,
  startServer: () => Promise<Served>,
  moments: readonly Moment[],
): Promise<void> {
  const seed = Date.now() % 2 ** 32;
  const served = await startServer();
  try {
    const community = await foundCommunity(served.url);
    const wish = { moments, chance: chanceFrom(seed) };
    const { faults, tally, kills } = await killSeries(served, community, wish);
    console.log(`${name}: ${moments.length} kills, ${JSON.stringify({ kills, ...tally })}`);
    expect({ seed, faults }).toEqual({ seed, faults: [] });
  } finally {
    await served.stop();
  }
}

import { expect, test } from "vitest";
import { chanceFrom } from "../line/chance.ts";
import { startBareServer } from "./bare-server.ts";
import { foundCommunity } from "./crowd.ts";
import { killSeries, PARTYSERVER_MOMENTS, SUPERVISED_MOMENTS, type Moment } from "./kill-series.ts";
import type { Served } from "./served.ts";
import { startSupervisedServer } from "./supervised-server.ts";

const hosts: [string, () => Promise<Served>, readonly Moment[]][] = [
  ["PartyServer", () => startBareServer(), PARTYSERVER_MOMENTS],
  ["PartyKit", () => startSupervisedServer("partykit"), SUPERVISED_MOMENTS],
];

test.each(hosts)(
  "on %s everyone has everything, once and in order, however often the server is killed",
  async (name, startServer, moments) => {
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
  },
  240_000,
);

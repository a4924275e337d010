import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chanceFrom } from "../line/chance.ts";
import type { Weather } from "../line/weather.ts";
import { startBareServer } from "./bare-server.ts";
import { Crowd, foundCommunity, type Community } from "./crowd.ts";
import { ARCHIVES } from "./kill-series.ts";
import { databaseOutage } from "./outage.ts";
import type { Served } from "./served.ts";

const OUTAGE_MS = 5_000;
/** So that a short outage goes through the states of a long one. */
const DEGRADED_AFTER_MS = 2_000;

let served: Served;
let community: Community;

beforeAll(async () => {
  served = await startBareServer({ limits: { archiveDegradedAfterMs: DEGRADED_AFTER_MS } });
  community = await foundCommunity(served.url);
});

afterAll(() => served.stop());

const gather = () => Crowd.gather(served, community, { chance: chanceFrom(Date.now()) });
const line = () => {
  if (!served.database) throw new Error("the database is out of reach");
  return served.database;
};

test("talk goes on while the database is away, says so, and all of it gets there", async () => {
  const outage = await databaseOutage(served, community, {
    lastsMs: OUTAGE_MS,
    chance: chanceFrom(Date.now()),
  });
  const { faults, states, settledMeanwhile, longestPauseMs } = outage;
  console.log(`the database away for ${OUTAGE_MS} ms: ${JSON.stringify({ ...outage, faults: 0 })}`);
  expect(faults).toEqual([]);
  expect(settledMeanwhile).toBeGreaterThan(100);
  expect(longestPauseMs).toBeLessThan(OUTAGE_MS / 2);
  expect(states).toEqual(["live", "degraded", "live"]);
}, 120_000);

test.each([
  ["the whole answer", 0],
  ["the end of the answer", 200],
])(
  "when %s is lost after the commit, the commit is made once all the same",
  async (_what, afterBytes) => {
    const crowd = await gather();
    await crowd.untilMoreIsSettled(20);
    const before = (await served.readArchive(crowd.room)).length;
    const lost = { direction: "down", afterBytes, onceSaid: ARCHIVES, by: "reset" } as const;
    await line().trap(lost);
    const committed = (await served.readArchive(crowd.room)).length;
    expect(committed).toBeGreaterThan(before);
    expect(await crowd.finish()).toEqual([]);
    expect((await served.readArchive(crowd.room)).length).toBeGreaterThan(committed);
  },
);

test("killed between commit and watermark, the room tells the same again, and it is kept once", async () => {
  const crowd = await gather();
  for (let kill = 0; kill < 2; kill += 1) {
    await crowd.untilMoreIsSettled(20);
    const before = (await served.readArchive(crowd.room)).length;
    const silent = { direction: "down", afterBytes: 0, onceSaid: ARCHIVES, by: "silence" } as const;
    await line().trap(silent);
    await served.kill("rooms");
    const committed = (await served.readArchive(crowd.room)).length;
    expect(committed).toBeGreaterThan(before);
    await served.start();
  }
  expect(await crowd.finish()).toEqual([]);
});

const WEATHERS: Weather[] = [
  { delayMs: 150, jitterMs: 150 },
  { bytesPerSecond: 20_000 },
  { blackhole: "up" },
  { blackhole: "down" },
];

test("a line to the database that is slow, thin or a blackhole delays the archive and nothing else", async () => {
  const crowd = await gather();
  for (const weather of WEATHERS) {
    line().setWeather(weather);
    await crowd.untilMoreIsSettled(100);
    // Until a drain has met the weather.
    await pause(1_200);
    line().reset();
  }
  line().setWeather({});
  expect(await crowd.finish()).toEqual([]);
});

test("half-open and half-closed lines to the database are given up, and replaced", async () => {
  const crowd = await gather();
  for (const who of ["client", "server"] as const) {
    await crowd.untilMoreIsSettled(100);
    line().halfOpen(who);
  }
  for (const direction of ["up", "down"] as const) {
    await crowd.untilMoreIsSettled(100);
    line().halfClose(direction);
  }
  expect(await crowd.finish()).toEqual([]);
});

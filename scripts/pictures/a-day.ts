import { HandClock } from "../../test/fakes/hand-clock.ts";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { STEP_MS } from "#party/meter/day.ts";
import { Meter } from "#party/meter/meter.ts";
import { HISTOGRAMS } from "#party/meter/series.ts";
import { Tally } from "#party/meter/tally.ts";
import type { Page } from "playwright-core";

const STEPS = 288;
const LONG_AGO = Date.UTC(2026, 0, 1);
/** In steps after the beginning: while the server did not run, while the archive was away, when something failed. */
const DOWN = [40, 52] as const;
const AWAY = [150, 160] as const;
const FAULTS = [41, 53, 211];

/** What an owner's page asks for, of a day that was summed by the meter itself: with a night, an hour without a server, and an archive that was away. */
export async function makeDay(now: number): Promise<object> {
  const clock = new HandClock(now - (now % STEP_MS) - (STEPS - 1) * STEP_MS);
  const meter = await Meter.open({ storage: new MemoryStorage(), clock });
  let awayFrom = 0;
  for (let i = 0; i < STEPS; i += 1) {
    if (i === AWAY[0]) awayFrom = clock.now();
    if (i < DOWN[0] || i >= DOWN[1]) await speak(meter, i, awayFrom);
    if (i < STEPS - 1) await clock.pass(STEP_MS);
  }
  await clock.pass((now % STEP_MS) + 5_000);
  const { connections, awake, archiveLagSeconds, stored } = meter.read();
  return {
    now: {
      at: clock.now(),
      connections,
      awake,
      archiveLagSeconds,
      stored,
      databaseBytes: 48_300_000,
    },
    stepMs: STEP_MS,
    secondsBounds: HISTOGRAMS.command_seconds.bounds,
    steps: await meter.day(),
  };
}

/** From now on the page is told of that day. Gives what ends it. */
export async function tellOfADay(page: Page): Promise<void> {
  const day = await makeDay(Date.now());
  await page.route("**/api/community/figures*", (route) => route.fulfill({ json: day }));
}

export async function tellOfNoDay(page: Page): Promise<void> {
  await page.unroute("**/api/community/figures*");
}

/** What some rooms hand over in one step. */
async function speak(meter: Meter, i: number, awayFrom: number): Promise<void> {
  const isAway = i >= AWAY[0] && i < AWAY[1];
  // People sleep, and talk most in the afternoon and the evening.
  const tide = Math.max(0.04, Math.sin((i / STEPS) * 2 * Math.PI - 1.9) + 0.35);
  const rooms = 1 + Math.round(tide * 5);
  for (let room = 0; room < rooms; room += 1) {
    const tally = new Tally();
    const messages = Math.round(tide * 14 * (0.4 + chance(i, room)));
    tally.add("messages", "", messages);
    tally.add("commands", "accepted", messages + Math.round(messages * 0.6 * chance(room, i)));
    for (let n = 0; n < messages * 2; n += 1)
      tally.observe("command_seconds", 0.0015 + 0.018 * chance(i, room + n) ** 6 * (1 + 5 * tide));
    tally.add("archived_events", "", isAway ? 0 : messages);
    if (isAway && room === 0) tally.add("archive_failures", "failed", 4);
    if (chance(room, i * 3) > 0.8) tally.add("refusals", "room|rate_limited", 3);
    if (chance(room, i * 5) > 0.95) tally.add("refusals", "room|edit_stale", 1);
    if (chance(room, i * 7) > 0.9) tally.add("refusals", "api|sign_in_failed", 2);
    if (FAULTS.includes(i) && room === 0) tally.add("faults", "room", 2);
    await meter.take({
      object: `a-room-${room}-0`,
      party: "room",
      life: LONG_AGO,
      n: i + 1,
      counts: tally.take(),
      facts: {
        connections: Math.round(3 + tide * 12 * (0.8 + 0.2 * chance(room, i))),
        archiveSince: isAway ? awayFrom : null,
        hashesWaiting: 0,
        storedBytes: 4_096 * Math.round(900 + room * 240 + i * (3 + 2 * tide)),
      },
    });
  }
}

/** The same for the same numbers, and without a pattern that shows: 0 to 1. */
function chance(a: number, b: number): number {
  const wild = Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453;
  return wild - Math.floor(wild);
}

import { CROWD_TOLD_EVERY_MS } from "#protocol/limits.ts";
import { count, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";
import { Busy, onBoth, type Stage } from "./stage.ts";
import { Throng } from "./talkers.ts";

const ROOM = 500;
const WRITERS = 10;
const WARM_UP_MS = 1_000;
const ARRIVALS_TOLD_MS = 2 * CROWD_TOLD_EVERY_MS;
const MEASURED_MS = 4_000;
const TARGET_RATIO = 40;
/** Commands on the way at once. Each server is taken at what suits it best. */
const WINDOWS = [20, 100, 500, 2_000];

/** As many deliveries a second as there can be: writers go on as soon as the server does. */
export async function measureFanOut(): Promise<Row[]> {
  const { ours, theirs } = await onBoth(ROOM, best);
  const ratio = ours.perSecond / theirs.perSecond;
  return [
    {
      what: `deliveries/s in a room of ${ROOM}, next to Socket.IO`,
      measured: `${count(ours.perSecond)}, ${ratio.toFixed(1)} ×`,
      target: `≥ ${TARGET_RATIO} ×`,
      holds: ratio >= TARGET_RATIO,
      beside: `Socket.IO ${count(theirs.perSecond)} (${theirs.busy}; ${theirs.window} on the way); Parley ${count(ours.perSecond / ROOM)} messages/s (${ours.busy}; ${ours.window} on the way)`,
    },
  ];
}

type Best = { perSecond: number; window: number; busy: string };

async function best(stage: Stage): Promise<Best> {
  await stage.crowd.open(stage.server, await stage.paths(ROOM - WRITERS));
  const throng = await Throng.open(stage.server, await stage.paths(WRITERS));
  // Arrivals of a crowd are told behind whatever comes next, and writers look at the end of a frame only: they would wait for ever
  // for a number that they have had.
  await pauseFor(ARRIVALS_TOLD_MS);
  const found: Best[] = [];
  for (const window of WINDOWS) found.push(await deliveries(stage, throng, window));
  throng.end();
  return found.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

async function deliveries(stage: Stage, throng: Throng, window: number): Promise<Best> {
  const talk = throng.talk(window, Date.now() + WARM_UP_MS + MEASURED_MS);
  await pauseFor(WARM_UP_MS);
  const busy = await Busy.watch(stage);
  const before = await stage.crowd.heard();
  await pauseFor(MEASURED_MS);
  const after = await stage.crowd.heard();
  const told = await busy.tell();
  await talk;
  // The writers hear everything too.
  const all = ROOM / (ROOM - WRITERS);
  const perSecond = ((after.heard - before.heard) * all) / ((after.at - before.at) / 1_000);
  console.log(
    `  ${stage.server.dialect}: ${count(perSecond)} deliveries/s with ${window} on the way (${told})`,
  );
  return { perSecond, window, busy: told };
}

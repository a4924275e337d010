import { count, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";
import { Busy, onParley, type Stage } from "./stage.ts";
import { Throng } from "./talkers.ts";

const ROOM = 50;
const WRITERS = 10;
const TARGET = 10_000;
const WARM_UP_MS = 2_000;
const MEASURED_MS = 5_000;
const WINDOWS = [500, 2_000];

/** Commands that a room of 50 decides, stores and shows in a second. */
export async function measureCommands(): Promise<Row[]> {
  const { perSecond, busy } = await onParley(ROOM, best);
  return [
    {
      what: `accepted commands/s in a room of ${ROOM}`,
      measured: count(perSecond),
      target: `≥ ${count(TARGET)}`,
      holds: perSecond >= TARGET,
      beside: busy,
    },
  ];
}

async function best(stage: Stage): Promise<{ perSecond: number; busy: string }> {
  await stage.crowd.open(stage.server, await stage.paths(ROOM - WRITERS));
  const throng = await Throng.open(stage.server, await stage.paths(WRITERS));
  const found = [];
  for (const window of WINDOWS) {
    const talk = throng.talk(window, Date.now() + WARM_UP_MS + MEASURED_MS);
    await pauseFor(WARM_UP_MS);
    const busy = await Busy.watch(stage);
    const [from, began] = [throng.seq, performance.now()];
    await pauseFor(MEASURED_MS);
    const perSecond = (throng.seq - from) / ((performance.now() - began) / 1_000);
    const told = await busy.tell();
    await talk;
    console.log(`  ${count(perSecond)} commands/s with ${window} on the way (${told})`);
    found.push({ perSecond, busy: `${told}; ${window} on the way` });
  }
  throng.end();
  return found.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

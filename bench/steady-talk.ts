import { newId } from "../test/wire/new-id.ts";
import type { Server } from "./dialects.ts";
import { ms, quantile, type Row } from "./rows.ts";
import { nextTick, PER_SECOND } from "./schedule.ts";
import { Busy, onBoth, type Stage } from "./stage.ts";
import { Talker } from "./talkers.ts";

const WRITERS = 10;
const WARM_UP_MS = 2_000;
const MEASURED_MS = 8_000;
/** What is not answered by then counts as that late. */
const PATIENCE_MS = 5_000;
const ROOMS = [
  { size: 100, p50: 10, p99: 50 },
  { size: 500, p50: 35, p99: 90 },
];

/**
 * How long it takes from sending to one's own event when 1,000 messages a second are said whatever the server does:
 * times of sending are a schedule, and lateness counts from it.
 */
export async function measureSteadyTalk(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { size, p50, p99 } of ROOMS) {
    const { ours, theirs } = await onBoth(size, (stage) => talk(stage, size));
    rows.push({
      what: `send → own event at ${PER_SECOND.toLocaleString("en")} messages/s in a room of ${size}, p50 / p99`,
      measured: `${ms(ours.p50)} / ${ms(ours.p99)}`,
      target: `≤ ${p50} / ${p99} ms`,
      holds: ours.p50 <= p50 && ours.p99 <= p99,
      beside: `${ours.busy}; Socket.IO ${ms(theirs.p50)} / ${ms(theirs.p99)} (${theirs.busy})`,
    });
  }
  return rows;
}

type Lateness = { p50: number; p99: number; busy: string };

async function talk(stage: Stage, size: number): Promise<Lateness> {
  await stage.crowd.open(stage.server, await stage.paths(size - WRITERS));
  const due = new Map<string, number>();
  const took: number[] = [];
  const talkers = await openTalkers(stage.server, await stage.paths(WRITERS), (id, at) => {
    const scheduled = due.get(id);
    if (scheduled === undefined) return;
    due.delete(id);
    took.push(at - scheduled);
  });
  await speak(talkers, WARM_UP_MS, due);
  took.length = 0;
  due.clear();
  const busy = await Busy.watch(stage);
  await speak(talkers, MEASURED_MS, due);
  const told = await busy.tell();
  const until = performance.now() + PATIENCE_MS;
  while (due.size > 0 && performance.now() < until) await nextTick();
  for (const scheduled of due.values()) took.push(performance.now() - scheduled);
  for (const talker of talkers) talker.end();
  const lateness = { p50: quantile(took, 0.5), p99: quantile(took, 0.99), busy: told };
  console.log(
    `  ${stage.server.dialect}, room of ${size}: p50 ${ms(lateness.p50)}, p99 ${ms(lateness.p99)}, worst ${ms(quantile(took, 1))}, ${took.length} messages, ${due.size} never came back (${told})`,
  );
  return lateness;
}

async function openTalkers(
  server: Server,
  paths: string[],
  onEvent: (id: string, at: number) => void,
): Promise<Talker[]> {
  return Promise.all(
    paths.map(async (path, i) => {
      // Each event is timed by the one who wrote it.
      const talker = new Talker(server, (event, at) => {
        if (owners.get(event.id) === i) {
          owners.delete(event.id);
          onEvent(event.id, at);
        }
      });
      await talker.open(server, path);
      return talker;
    }),
  );
}

const owners = new Map<string, number>();

async function speak(
  talkers: readonly Talker[],
  duration: number,
  due: Map<string, number>,
): Promise<void> {
  const began = performance.now();
  const total = (duration / 1_000) * PER_SECOND;
  for (let said = 0; said < total;) {
    const owed = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * PER_SECOND));
    for (; said < owed; said += 1) {
      const id = newId();
      const writer = said % talkers.length;
      due.set(id, began + (said / PER_SECOND) * 1_000);
      owners.set(id, writer);
      talkers[writer]?.post(id);
    }
    await nextTick();
  }
}

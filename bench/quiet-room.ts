import { newId } from "../test/wire/new-id.ts";
import { ms, quantile, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";
import { onBoth, type Stage } from "./stage.ts";
import { Talker } from "./talkers.ts";

const READERS = 50;
const MESSAGES = 200;
const WARM_UP = 50;
const EVERY_MS = 25;
const TARGET_RATIO = 1.5;

/** One writer, who waits a little between messages: what a quiet room costs in time. */
export async function measureQuietRoom(): Promise<Row[]> {
  const { ours, theirs } = await onBoth(READERS + 1, talk);
  const ratio = ours.p50 / theirs.p50;
  return [
    {
      what: `send → own event, one writer and ${READERS} readers, p50 next to Socket.IO`,
      measured: `${ms(ours.p50)}, ${ratio.toFixed(2)} ×`,
      target: `≤ ${TARGET_RATIO} ×`,
      holds: ratio <= TARGET_RATIO,
      beside: `p99 ${ms(ours.p99)}; Socket.IO ${ms(theirs.p50)}, p99 ${ms(theirs.p99)}`,
    },
  ];
}

async function talk(stage: Stage): Promise<{ p50: number; p99: number }> {
  await stage.crowd.open(stage.server, await stage.paths(READERS));
  let heard: (at: number) => void = () => {};
  let waitsFor = "";
  const talker = new Talker(stage.server, ({ id }, at) => {
    if (id === waitsFor) heard(at);
  });
  const [path = ""] = await stage.paths(1);
  await talker.open(stage.server, path);
  const took: number[] = [];
  for (let said = 0; said < WARM_UP + MESSAGES; said += 1) {
    waitsFor = newId();
    const back = new Promise<number>((resolve) => {
      heard = resolve;
    });
    const sentAt = performance.now();
    talker.post(waitsFor);
    took.push((await back) - sentAt);
    await pauseFor(EVERY_MS);
  }
  talker.end();
  const counted = took.slice(WARM_UP);
  console.log(
    `  ${stage.server.dialect}: p50 ${ms(quantile(counted, 0.5))}, p99 ${ms(quantile(counted, 0.99))}`,
  );
  return { p50: quantile(counted, 0.5), p99: quantile(counted, 0.99) };
}

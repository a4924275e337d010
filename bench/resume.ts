import { hello } from "./dialects.ts";
import { newId } from "../test/wire/new-id.ts";
import { startParleyBench } from "./parley.ts";
import { ms, quantile, type Row } from "./rows.ts";
import { Talker } from "./talkers.ts";

const MISSED = 1_000;
/** Fewer than the hellos that one person may say at once (protocol/limits.ts). */
const TIMES = 20;
const TARGET_MS = 100;

/** From an open socket to the last of 1,000 events that were missed. */
export async function measureResume(): Promise<Row[]> {
  const bench = await startParleyBench(5);
  try {
    const { epoch, head } = await fill(bench.server, await bench.paths(1));
    const took: number[] = [];
    for (let i = 0; i < TIMES; i += 1) {
      const [path = ""] = await bench.paths(1);
      let caughtUp: (at: number) => void = () => {};
      const done = new Promise<number>((resolve) => {
        caughtUp = resolve;
      });
      const talker = new Talker(bench.server, ({ seq }, at) => {
        if (seq === head) caughtUp(at);
      });
      const openedAt = await talker.open(bench.server, path, hello(head - MISSED, epoch));
      took.push((await done) - openedAt);
      talker.end();
    }
    console.log(`  p50 ${ms(quantile(took, 0.5))}, worst ${ms(quantile(took, 1))}`);
    return [
      {
        what: `resume of ${MISSED.toLocaleString("en")} missed events, after the socket opens`,
        measured: ms(quantile(took, 0.5)),
        target: `≤ ${TARGET_MS} ms`,
        holds: quantile(took, 0.5) <= TARGET_MS,
        beside: `p50 of ${TIMES}; worst ${ms(quantile(took, 1))}`,
      },
    ];
  } finally {
    await bench.stop();
  }
}

/** Says more than will be missed, and gives where the room is then. */
async function fill(
  server: Parameters<Talker["open"]>[0],
  [path = ""]: string[],
): Promise<{ epoch: string; head: number }> {
  let left = MISSED + 1;
  let full: (head: number) => void = () => {};
  const done = new Promise<number>((resolve) => {
    full = resolve;
  });
  const talker = new Talker(server, ({ seq }) => {
    left -= 1;
    if (left === 0) full(seq);
  });
  await talker.open(server, path);
  for (let i = 0; i <= MISSED; i += 1) talker.post(newId());
  const head = await done;
  const epoch = talker.epoch;
  talker.end();
  return { epoch, head };
}

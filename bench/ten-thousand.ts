import { newId } from "../test/wire/new-id.ts";
import { measureBareSockets } from "./bare-sockets.ts";
import { Crowd } from "./crowd.ts";
import { startParleyBench } from "./parley.ts";
import { ms, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";
import { Talker } from "./talkers.ts";

const SOCKETS = 10_000;
const READERS = SOCKETS - 1;
/** Tickets live for 30 seconds, so they are not made long before they are used. */
const AT_ONCE = 200;
const BROADCASTS = 5;
const MAX_KIB = 64;
const MAX_BROADCAST_MS = 1_000;

/** As many sockets as a room lets in: what each costs while nothing is said, and how long it takes to tell them all. */
export async function measureTenThousand(): Promise<Row[]> {
  const bare = (await measureBareSockets(SOCKETS)) / 1_024;
  const bench = await startParleyBench(SOCKETS);
  const crowd = await Crowd.start();
  try {
    const before = bench.memory();
    while (crowd.size < READERS) {
      const next = Math.min(AT_ONCE, READERS - crowd.size);
      await crowd.open(bench.server, await bench.paths(next));
    }
    let heard: (seq: number) => void = () => {};
    const talker = new Talker(bench.server, ({ seq }) => heard(seq));
    const [path = ""] = await bench.paths(1);
    await talker.open(bench.server, path);
    const took: number[] = [];
    let idle = 0;
    for (let i = 0; i < BROADCASTS; i += 1) {
      // Until everything that the last words led to has come to rest.
      await pauseFor(2_000);
      if (i === 0) idle = bench.memory();
      const event = new Promise<number>((resolve) => {
        heard = resolve;
      });
      const sentAt = performance.timeOrigin + performance.now();
      talker.post(newId());
      took.push((await crowd.allHave(await event)) - sentAt);
    }
    talker.end();
    const each = (idle - before) / SOCKETS / 1_024;
    const worst = Math.max(...took);
    console.log(
      `  ${each.toFixed(1)} KiB a socket, ${bare.toFixed(1)} KiB in an empty object; told all in ${took.map(ms).join(", ")}`,
    );
    return [
      {
        what: `memory of each of ${SOCKETS.toLocaleString("en")} idle sockets in one room`,
        measured: `${each.toFixed(1)} KiB`,
        target: `≤ ${MAX_KIB} KiB`,
        holds: each <= MAX_KIB,
        beside: `growth of the process, members and presence included; a Worker and an object that do nothing but take the socket: ${bare.toFixed(1)} KiB`,
      },
      {
        what: `one message told to all ${SOCKETS.toLocaleString("en")}`,
        measured: ms(worst),
        target: `≤ ${ms(MAX_BROADCAST_MS)}`,
        holds: worst <= MAX_BROADCAST_MS,
        beside: `worst of ${BROADCASTS}: ${took.map(ms).join(", ")}`,
      },
    ];
  } finally {
    await crowd.stop();
    await bench.stop();
  }
}

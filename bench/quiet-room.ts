import { newId } from "../test/wire/new-id.ts";
import { ms, quantile, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";
import { sideBySide, type Stage } from "./stage.ts";
import { Talker } from "./talkers.ts";

const READERS = 50;
const MESSAGES = 400;
/** Said without a pause between: a server that has run for a while has its code compiled, and a quiet room is no new one. */
const WARM_UP = 1_000;
const EVERY_MS = 25;
const TARGET_RATIO = 1.5;

/**
 * One writer, who waits a little between messages: what a quiet room costs in time. Both servers run at once and are asked in turn,
 * because what else the machine does moves times this short by a factor of two from one second to the next.
 */
export async function measureQuietRoom(): Promise<Row[]> {
  return sideBySide(READERS + 1, async (ours, theirs) => {
    const [own, other] = [await Writer.enter(ours), await Writer.enter(theirs)];
    for (const writer of [own, other]) for (let i = 0; i < WARM_UP; i += 1) await writer.say();
    const took = { own: [] as number[], other: [] as number[] };
    for (let i = 0; i < MESSAGES; i += 1) {
      took.own.push(await own.say());
      await pauseFor(EVERY_MS);
      took.other.push(await other.say());
      await pauseFor(EVERY_MS);
    }
    for (const writer of [own, other]) writer.end();
    const ratio = quantile(took.own, 0.5) / quantile(took.other, 0.5);
    const [told, toldBeside] = [took.own, took.other].map(
      (times) => `p50 ${ms(quantile(times, 0.5))}, p99 ${ms(quantile(times, 0.99))}`,
    );
    console.log(`  parley: ${told}; socket.io: ${toldBeside}`);
    return [
      {
        what: `send → own event, one writer and ${READERS} readers, p50 next to Socket.IO`,
        measured: `${ratio.toFixed(2)} ×`,
        target: `≤ ${TARGET_RATIO} ×`,
        holds: ratio <= TARGET_RATIO,
        beside: `${told}; Socket.IO ${toldBeside}; both at once, in turn`,
      },
    ];
  });
}

/** Says one thing at a time, and waits until it is heard. */
class Writer {
  readonly #talker: Talker;
  #waitsFor = "";
  #heard: (at: number) => void = () => {};

  private constructor(stage: Stage) {
    this.#talker = new Talker(stage.server, ({ id }, at) => {
      if (id === this.#waitsFor) this.#heard(at);
    });
  }

  /** Last of all, after those who only read. */
  static async enter(stage: Stage): Promise<Writer> {
    await stage.crowd.open(stage.server, await stage.paths(READERS));
    const writer = new Writer(stage);
    const [path = ""] = await stage.paths(1);
    await writer.#talker.open(stage.server, path);
    return writer;
  }

  /** Gives how long it took, in ms. */
  async say(): Promise<number> {
    this.#waitsFor = newId();
    const back = new Promise<number>((resolve) => {
      this.#heard = resolve;
    });
    const sentAt = performance.now();
    this.#talker.post(this.#waitsFor);
    return (await back) - sentAt;
  }

  end(): void {
    this.#talker.end();
  }
}

import { Handover } from "#party/meter/handover.ts";
import type { Counting } from "#party/meter/tally.ts";
import type { Storage } from "#party/object/ports.ts";
import { person, RoomBench, type FakePeer } from "../test/fakes/room-bench.ts";
import { quantile, type Row } from "./rows.ts";

const READERS = 50;
/** In one beat, as when a room is busy: what is done once a beat counts for little, and what is done for each command for all. */
const BUSY = 100;
const ROUNDS = 1_500;
const WARM_UP = 100;
const MOST = 0.01;
const QUICK = 0.1;

/**
 * What counting costs the thread of a room: its core in this process, with and without it, in turn. With: every command, its time and its
 * outcome are counted, and all is handed over. Sockets and storage cost nothing here, so that the share is larger than in workerd.
 */
export async function measureCounting(): Promise<Row[]> {
  const busy = await measureBeats(BUSY);
  const share = busy.more / busy.without;
  const quiet = await measureBeats(1);
  return [
    {
      what: `a room that takes ${BUSY} messages in one go, ${READERS} readers: what counting adds for its thread`,
      measured: `${(share * 100).toFixed(1)} %`,
      target: `≤ ${MOST * 100} %`,
      holds: share <= MOST,
      beside: `${micros(busy.without / BUSY)} a message without, ${micros(busy.more / BUSY)} more with it; ${ROUNDS} rounds each, in turn, the quickest tenth of both, which other work on the machine disturbs least; a room that takes one message in a second: ${micros(quiet.without)}, and ${micros(quiet.more)} more, with a handover every other time`,
    },
  ];
}

const micros = (time: number) => `${(time * 1_000).toFixed(1)} µs`;

/** In ms for a whole beat. */
async function measureBeats(messages: number): Promise<{ without: number; more: number }> {
  const [counting, silent] = [await roomWith(true), await roomWith(false)];
  const took = { counting: [] as number[], silent: [] as number[] };
  for (let i = 0; i < ROUNDS + WARM_UP; i += 1) {
    // Whoever is second finds the caches warm, so that they take turns at it.
    const inTurn = i % 2 === 0 ? [counting, silent] : [silent, counting];
    for (const room of inTurn) {
      const time = await room.beat(messages, i);
      if (i >= WARM_UP) took[room === counting ? "counting" : "silent"].push(time);
    }
  }
  if (counting.handedOver() < 10) throw new Error("nothing was handed over");
  const without = quantile(took.silent, QUICK);
  return { without, more: quantile(took.counting, QUICK) - without };
}

const NOTHING: Counting = { add: () => undefined, observe: () => undefined };

/** Only when the room will be woken is watched here. */
const NO_STORAGE: Storage = {
  get: () => Promise.resolve(undefined),
  list: () => Promise.resolve(new Map()),
  commit: () => Promise.resolve(),
  flushed: () => Promise.resolve(),
  wakeAt: () => undefined,
};

async function roomWith(counts: boolean) {
  const names = Array.from({ length: READERS }, (_, i) => `Guest${i}`);
  const bench = await RoomBench.withMembers(names);
  let handed = 0;
  const handover = new Handover({
    party: "room",
    clock: bench.clock,
    object: () => Promise.resolve("a-room-of-them"),
    facts: () => ({ ...bench.room.facts(), hashesWaiting: 0, storedBytes: 4_096 }),
    send: (delta) => {
      handed += JSON.stringify(delta).length > 0 ? 1 : 0;
      return Promise.resolve(true);
    },
  });
  const { storage } = bench;
  const plain = storage.wakeAt.bind(storage);
  const watched = handover.watching({ ...NO_STORAGE, wakeAt: plain });
  storage.wakeAt = (at) => watched.wakeAt(at);
  bench.counting = counts ? handover.tally : NOTHING;
  const peers: FakePeer[] = [];
  for (const name of names) peers.push(await bench.join(person(name)));
  const [writer] = peers;
  if (!writer) throw new Error("nobody writes");
  return {
    handedOver: () => handed,
    /** One beat, in ms of this process. */
    async beat(messages: number, round: number): Promise<number> {
      handover.alarmWentOff();
      await bench.passAlarm(1_000);
      if (counts) handover.turned();
      for (const peer of peers) await readAll(bench, peer);
      const frames = Array.from({ length: messages }, (_, i) =>
        JSON.stringify({ t: "command", command: bench.post(`message ${round} ${i}`) }),
      );
      const before = bench.heads.at(-1) ?? 0;
      const began = performance.now();
      for (const frame of frames) {
        await bench.room.receive(writer, frame);
        if (counts) handover.turned();
      }
      await bench.rest();
      const took = performance.now() - began;
      if ((bench.heads.at(-1) ?? 0) < before + messages) throw new Error("not everything was said");
      return took;
    },
  };
}

/** Whoever does not say marks back is taken for one who does not read (party/object/reading.ts). */
async function readAll(bench: RoomBench, peer: FakePeer): Promise<void> {
  const marks = peer.frames.filter((frame) => frame.startsWith('[{"t":"mark"'));
  peer.frames = [];
  for (const frame of marks) await bench.room.receive(peer, frame.slice(1, -1));
}

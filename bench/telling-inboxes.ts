import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import { lettersByCourier } from "#party/courier/letters-by-courier.ts";
import type { Inboxes } from "#party/room/ports.ts";
import { FakePeer, person, RoomBench } from "../test/fakes/room-bench.ts";
import { ms, quantile, type Row } from "./rows.ts";

const MEMBERS = 5_000;
const PRESENT = 50;
const MESSAGES = 200;
const TARGET_MS = 10;
/** After this everyone is told of the next message again. */
const ROUND_MS = 60_000;
/** And those with a device after this. */
const SOON_MS = 3_000;

/**
 * What telling inboxes costs the room itself: its core in this process, with and without anybody to tell, message by message in turn. With:
 * letters are written, put into requests for couriers and handed over, as on any host; what couriers and inboxes do is their own thread's.
 */
export async function measureTellingInboxes(): Promise<Row[]> {
  const [telling, silent] = [await bigRoom(), await bigRoom()];
  let errands = 0;
  let told: (people: number) => unknown = () => {};
  const present = Array.from({ length: PRESENT }, (_, i) => person(`Guest${i + 1}`).person);
  const couriers = lettersByCourier(async (courier) => {
    errands += 1;
    // The first goes to whoever came first, and so to all who are present.
    return Response.json({ missed: [], here: courier.endsWith("-0") ? present : [] });
  }, "a secret of the server");
  telling.inboxes.deliver = (people, letter) =>
    couriers.deliver(people, letter).finally(() => told(people.length));
  silent.inboxes.deliver = none;
  const all = { telling: [] as number[], silent: [] as number[] };
  const few = { telling: [] as number[], silent: [] as number[] };
  for (let i = 0; i < MESSAGES; i += 1) {
    for (const [took, after, count] of [
      [all, ROUND_MS, MEMBERS],
      [few, SOON_MS, PRESENT],
    ] as const) {
      const isTold = new Promise<void>((resolve) => {
        told = (people) => people === count && resolve();
      });
      took.telling.push(await say(telling, i, after, isTold));
      took.silent.push(await say(silent, i, after));
    }
  }
  if (errands < MESSAGES * (MEMBERS / 500 + 1)) throw new Error("not everybody was told");
  return [
    rowOf("all inboxes", all, "in a talk that happens every fifty seconds"),
    rowOf("those who have a device connected", few, "in a talk that happens every two seconds"),
  ];
}

type Took = { telling: readonly number[]; silent: readonly number[] };

function rowOf(whom: string, { telling, silent }: Took, often: string): Row {
  const more = telling.map((time, i) => time - (silent[i] ?? 0));
  const p50 = quantile(more, 0.5);
  const p95 = quantile(more, 0.95);
  return {
    what: `a message in a room of ${MEMBERS} members, ${PRESENT} of them present: what telling ${whom} adds for the room, p95`,
    measured: ms(p95),
    target: `≤ ${TARGET_MS} ms`,
    holds: p95 <= TARGET_MS,
    beside: `p50 ${ms(p50)}; each of ${MESSAGES} messages is told by itself, ${often}; without telling: p50 ${ms(quantile(silent, 0.5))}`,
  };
}

const none: Inboxes["deliver"] = (_people: readonly PersonId[], _letter: Letter) =>
  Promise.resolve({ missed: [], here: [] });

async function bigRoom(): Promise<RoomBench> {
  const bench = await RoomBench.empty();
  bench.inboxes.deliver = none;
  await bench.command(person("Ann", "owner"), {
    type: "room.create",
    id: bench.id(),
    name: "Hall",
    topic: "",
  });
  const joined: Promise<unknown>[] = [];
  for (let i = 1; i < MEMBERS; i += 1)
    joined.push(bench.room.command(person(`Guest${i}`), { type: "room.join", id: bench.id() }));
  await bench.rest();
  await Promise.all(joined);
  for (let i = 1; i <= PRESENT; i += 1) await bench.join(person(`Guest${i}`));
  return bench;
}

/** One message, so long after the one before, until the room rests again; in ms. */
async function say(
  bench: RoomBench,
  i: number,
  after: number,
  told: Promise<void> = Promise.resolve(),
): Promise<number> {
  await bench.passAlarm(after);
  for (const peer of bench.peers) if (peer instanceof FakePeer) peer.frames = [];
  const began = performance.now();
  await bench.command(person("Ann", "owner"), bench.post(`message ${i}`));
  await told;
  return performance.now() - began;
}

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

/**
 * What telling inboxes costs the room itself: its core in this process, with and without anybody to tell, message by message in turn. With:
 * letters are written, put into requests for couriers and handed over, as on any host; what couriers and inboxes do is their own thread's.
 */
export async function measureTellingInboxes(): Promise<Row[]> {
  const [telling, silent] = [await bigRoom(), await bigRoom()];
  let errands = 0;
  let told = () => {};
  const couriers = lettersByCourier(async () => {
    errands += 1;
    return new Response('{"missed":[],"here":[]}');
  }, "a secret of the server");
  telling.inboxes.deliver = (people, letter) =>
    couriers.deliver(people, letter).finally(() => told());
  silent.inboxes.deliver = none;
  const took = { telling: [] as number[], silent: [] as number[] };
  for (let i = 0; i < MESSAGES; i += 1) {
    const isTold = new Promise<void>((resolve) => {
      told = resolve;
    });
    took.telling.push(await say(telling, i, isTold));
    took.silent.push(await say(silent, i));
  }
  if (errands < MESSAGES * (MEMBERS / 500)) throw new Error("not everybody was told");
  const more = took.telling.map((time, i) => time - (took.silent[i] ?? 0));
  const p50 = quantile(more, 0.5);
  const p95 = quantile(more, 0.95);
  return [
    {
      what: `a message in a room of ${MEMBERS} members, ${PRESENT} of them present: what telling all inboxes adds for the room, p95`,
      measured: ms(p95),
      target: `≤ ${TARGET_MS} ms`,
      holds: p95 <= TARGET_MS,
      beside: `p50 ${ms(p50)}; each of ${MESSAGES} messages is told in a round of its own, which in a talk happens every fifty seconds; without telling: p50 ${ms(quantile(took.silent, 0.5))}`,
    },
  ];
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

/** One message, a round apart from the one before, until the room rests again; in ms. */
async function say(
  bench: RoomBench,
  i: number,
  told: Promise<void> = Promise.resolve(),
): Promise<number> {
  await bench.passAlarm(20_000);
  for (const peer of bench.peers) if (peer instanceof FakePeer) peer.frames = [];
  const began = performance.now();
  await bench.command(person("Ann", "owner"), bench.post(`message ${i}`));
  await told;
  return performance.now() - began;
}

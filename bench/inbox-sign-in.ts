import { startParley } from "../test/servers.ts";
import { WireInbox } from "../test/wire/inbox.ts";
import { WirePerson } from "../test/wire/person.ts";
import { ms, quantile, type Row } from "./rows.ts";

const ROOMS = 500;
/** Said in each room by somebody else: the first few stay unread. */
const SAID = 3;
const VISITS = 60;
const TARGET_MS = 300;

const PATIENT = {
  sendBurst: 1e6,
  sendsPerSecond: 1e6,
  roomSendsPerSecond: 1e6,
  framesPerMinute: 1e6,
  entryBurst: 1e6,
  entriesPerMinute: 1e6,
};

/**
 * Somebody in 500 rooms comes: from asking for a ticket until every room's count is there and right. What a browser then draws is not in
 * it; the rooms themselves sleep, and stay asleep.
 */
export async function measureInboxSignIn(): Promise<Row[]> {
  const parley = await startParley({
    limits: PATIENT,
    doorLimits: { ticketsPerMinute: 1e6, roomsPerMinute: 1e6 },
  });
  try {
    const ann = await WirePerson.founder(parley.url);
    const bob = await ann.invite("Bob");
    const rooms: string[] = [];
    for (let i = 0; i < ROOMS; i += 1) {
      const room = await ann.createRoom(`Room ${i}`);
      await bob.join(room);
      for (let word = 0; word < SAID; word += 1)
        await ann.command(room, { type: "message.post", body: `word ${word}` });
      rooms.push(room);
    }
    const first = await WireInbox.enter(bob);
    for (const room of rooms) await first.untilCount(room, SAID);
    first.close();

    const took: number[] = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      const began = performance.now();
      const device = await WireInbox.enter(bob);
      await device.until("all rooms", () =>
        device.device.get("room").length >= ROOMS ? true : undefined,
      );
      took.push(performance.now() - began);
      const isRight = rooms.every((room) => device.room(room)?.count === SAID);
      if (!isRight) throw new Error("a count is wrong");
      device.close();
    }
    const p95 = quantile(took, 0.95);
    return [
      {
        what: `somebody in ${ROOMS} rooms comes: all counts there and right, p95`,
        measured: ms(p95),
        target: `≤ ${TARGET_MS} ms`,
        holds: p95 <= TARGET_MS,
        beside: `p50 ${ms(quantile(took, 0.5))}, ${VISITS} visits of a device that knows nothing; ticket, socket and ${ROOMS} entries`,
      },
    ];
  } finally {
    await parley.stop();
  }
}

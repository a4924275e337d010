import { setTimeout as pause } from "node:timers/promises";
import type { OperatorDoor } from "../operator-door.ts";
import { Trouble } from "../trouble.ts";
import type { KnownRoom } from "./known-rooms.ts";
import { roomPath, statusOf, statusTable, Upkeep } from "./room-status.ts";

const LOOK_EVERY_MS = 500;
/** Then the archive is not there to be filled; the rooms go on by themselves when it is. */
const ENOUGH_FAILURES = 4;

type Options = { newEpoch: boolean; say: (line: string) => void };

/** Has rooms copy their logs again from the first event, and waits until the archive has them. Rooms without events are left out. */
export async function refillArchive(
  door: OperatorDoor,
  rooms: readonly KnownRoom[],
  { newEpoch, say }: Options,
): Promise<void> {
  const begun: KnownRoom[] = [];
  for (const room of rooms) {
    try {
      await door(roomPath(room, "refill"), newEpoch ? { newEpoch } : {}, Upkeep);
      begun.push(room);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      say(`${room.name ?? room.id}: ${error.message}`);
    }
  }
  for (const room of begun) await untilCopied(door, room);
  say(statusTable(await statusOf(door, begun)));
}

async function untilCopied(door: OperatorDoor, room: KnownRoom): Promise<void> {
  for (;;) {
    const { status } = await door(roomPath(room, "status"), {}, Upkeep);
    const isStuck = status.lastFailure === "disagrees" || status.lastFailure === "fenced";
    if (status.lagEvents === 0 || isStuck || status.failures >= ENOUGH_FAILURES) return;
    await pause(LOOK_EVERY_MS);
  }
}

import { createHash } from "node:crypto";
import type { RoomId } from "#protocol/ids.ts";
import { uuid7 } from "#protocol/ids.ts";
import { dataFolder } from "../../scripts/data-folder.ts";
import { sendHistory } from "../../scripts/importing/send-history.ts";
import { databaseDoor } from "../../scripts/libsql.ts";
import type { IrcFact } from "../../scripts/irc/read-day.ts";
import { ownOperatorDoor } from "../../scripts/operator-door.ts";
import { readArchive } from "../../test/faults/read-archive.ts";
import { wholeLog } from "../../test/faults/restart/restart-trial.ts";
import type { HistoryCheck } from "../../test/history/check-history.ts";
import type { Parley } from "../../test/servers.ts";
import type { WirePerson } from "../../test/wire/person.ts";
import type { OwnCounts } from "./own-counts.ts";

/**
 * What a room holds before anybody comes. SQLite keeps up to 2 MB of each database in memory. Empty rooms would fill that for an hour
 * and a half, and nobody could tell it from a leak; rooms that hold more have it full from the start.
 */
const MESSAGES = 3_000;
const UNITS = 800;
const APART_MS = 60_000;
const ALL_SAID_BEFORE = Date.UTC(2025, 0, 1);
const DEVICE = "the past";

/** Brings a past into a room, before anyone is there, and says to the check what it is. */
export async function bringPast(
  parley: Parley,
  owner: WirePerson,
  room: { id: RoomId; name: string; check: HistoryCheck },
  counts: OwnCounts,
): Promise<void> {
  const door = await ownOperatorDoor(parley.url, dataFolder(parley.dir));
  const facts = Array.from({ length: MESSAGES }, (_, i) => factOf(room.name, i));
  const options = {
    room: room.name,
    now: () => Date.now(),
    onProgress: () => void (counts.brought.commands += 1),
  };
  const { added } = await sendHistory(door, facts, options);
  if (added !== MESSAGES) throw new Error(`${added} of ${MESSAGES} came into ${room.name}`);
  counts.brought.events += added;
  for (const event of await wholeLog(owner, room.id)) {
    if (event.type !== "message.posted") continue;
    const { by, id, body } = event;
    room.check.push({ t: "asked", device: DEVICE, line: DEVICE, by, id, body });
    room.check.push({ t: "accepted", device: DEVICE, event });
  }
}

/** Reads everything that rooms and the database hold, which a server that was started anew has nothing of in memory. */
export async function readThrough(
  parley: Parley,
  owner: WirePerson,
  rooms: readonly { id: RoomId }[],
): Promise<void> {
  const reader = await owner.signIn();
  const door = await databaseDoor(dataFolder(parley.dir));
  for (const { id } of rooms) {
    await wholeLog(reader, id);
    await readArchive(door, id);
  }
}

function factOf(room: string, number: number): IrcFact {
  const at = ALL_SAID_BEFORE - (MESSAGES - number) * APART_MS;
  const random = createHash("sha256").update(`${room} ${number}`).digest();
  // Each is another, or the check would take it for a double.
  const body = `${room}, ${number}: ${random.toString("hex")} `.padEnd(UNITS, "and so on ").trim();
  return { type: "message.posted", id: uuid7(at, random), at, nick: `nick${number % 7}`, body };
}

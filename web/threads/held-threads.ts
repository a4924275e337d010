import type { PersonId, RoomId } from "#protocol/ids.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { everyKeyOf, openDatabase, type Database } from "../storage/database.ts";
import { databaseOf } from "../storage/forgiving-disk.ts";
import { loadRoom } from "../storage/stored-rooms.ts";
import { knownThreads } from "./known-threads.ts";
import type { RoomThreads } from "./all-threads.ts";

/** The threads of every room that this browser holds, room by room. Nothing throws; no network is asked. */
export async function readHeldThreads(
  me: PersonId,
  found: (threads: RoomThreads) => void,
  mayGoOn: () => boolean,
): Promise<void> {
  let db: Database | undefined;
  try {
    db = await openDatabase(databaseOf(me), () => undefined);
    for (const room of await db.getAllKeys("rooms")) {
      if (!mayGoOn()) return;
      const threads = await threadsHeld(db, room, me);
      if (threads) found(threads);
    }
  } catch {
    // Forbidden, or taken away by a sign-out: there is nothing held.
  } finally {
    db?.close();
  }
}

async function threadsHeld(db: Database, room: RoomId, me: PersonId): Promise<RoomThreads | null> {
  // Most rooms have none, and their messages need not be read.
  const told = await db.getAll("states", everyKeyOf(room));
  if (!told.some(({ thread }) => (thread?.count ?? 0) > 0)) return null;
  const stored = await loadRoom(db, room);
  if (!stored) return null;
  const timeline = withEvents(EMPTY_TIMELINE, stored.events);
  const threads = knownThreads({ room: { timeline, states: new Map(stored.states) } }, me);
  return { room, name: stored.info?.name ?? "", members: stored.members, threads };
}

import type { PersonId, RoomId } from "#protocol/ids.ts";
import { openDatabase } from "../storage/database.ts";
import { databaseOf } from "../storage/forgiving-disk.ts";
import { WARM_EVENTS, type Held } from "./warm-rooms.ts";

/** What this browser holds of a room, without reading it all. Null: nothing, or the disk does not say. */
export async function heldRoom(person: PersonId, room: RoomId): Promise<Held | null> {
  try {
    const db = await openDatabase(databaseOf(person), () => undefined);
    try {
      const tx = db.transaction(["rooms", "events"]);
      const state = await tx.objectStore("rooms").get(room);
      if (!state) return null;
      const { seq } = state;
      const newest = IDBKeyRange.bound([room, Math.max(1, seq - WARM_EVENTS + 1)], [room, seq]);
      const log = tx.objectStore("events");
      const [last, count] = await Promise.all([log.get([room, seq]), log.count(newest)]);
      return { seq, at: last?.at ?? 0, newest: count };
    } finally {
      db.close();
    }
  } catch {
    // Forbidden, or taken away by a sign-out.
    return null;
  }
}

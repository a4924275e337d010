import { isNameless, withoutName } from "#protocol/erasure.ts";
import type { RoomId } from "#protocol/ids.ts";
import { allOrNothing, everyKeyOf, type Database } from "./database.ts";
import { MAX_STORED_EVENTS, type RoomChange, type StoredRoom } from "./room-disk.ts";
import { deleteRow } from "./stored-outbox.ts";

export async function loadRoom(db: Database, room: RoomId): Promise<StoredRoom | null> {
  const tx = db.transaction(["rooms", "events"]);
  const stored = await tx.objectStore("rooms").get(room);
  if (!stored) return null;
  // What lies above the cursor belongs to another tab's later state.
  const upToCursor = IDBKeyRange.bound([room, 0], [room, stored.seq]);
  return { ...stored, events: await tx.objectStore("events").getAll(upToCursor) };
}

export async function saveRoom(db: Database, room: RoomId, change: RoomChange): Promise<void> {
  const { how, settled, erased = [] } = change;
  const { events, ...state } = change.room;
  const tx = db.transaction(["rooms", "events", "outbox"], "readwrite");
  await allOrNothing(tx, async () => {
    const rooms = tx.objectStore("rooms");
    const log = tx.objectStore("events");
    const outbox = tx.objectStore("outbox");
    const stored = await rooms.get(room);
    for (const row of settled) await deleteRow(outbox, room, row);
    const writes: Promise<unknown>[] = [];
    if (how === "replace") writes.push(log.delete(everyKeyOf(room)));
    if (how === "replace" || isNews(stored, state)) {
      writes.push(rooms.put(state, room));
      writes.push(...events.map((event) => log.put(event, [room, event.seq])));
      const tooOld = state.seq - MAX_STORED_EVENTS;
      if (tooOld > 0) writes.push(log.delete(IDBKeyRange.bound([room, 0], [room, tooOld])));
    }
    await Promise.all(writes);
    if (erased.length === 0) return;
    // Also when another tab has saved this already: its disk may have failed where this one does not.
    const all = await log.getAll(everyKeyOf(room));
    const named = all.filter((event) => erased.includes(event.by) && !isNameless(event));
    await Promise.all(named.map((event) => log.put(withoutName(event), [room, event.seq])));
  });
}

/** Several tabs save the same room. The one that is behind, or still in a past epoch, must not turn it back. */
function isNews(
  stored: { epoch: string; seq: number } | undefined,
  state: { epoch: string; seq: number },
): boolean {
  return !stored || (stored.epoch === state.epoch && stored.seq < state.seq);
}

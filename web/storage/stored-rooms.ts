import { isNameless, withoutName } from "#protocol/erasure.ts";
import type { MessageDeleted } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { asDeleted, erasedWith } from "#protocol/tombstone.ts";
import { allOrNothing, everyKeyOf, type Database } from "./database.ts";
import {
  MAX_STORED_EVENTS,
  type RoomChange,
  type StoredPage,
  type StoredRoom,
} from "./room-disk.ts";
import { deleteRow } from "./stored-outbox.ts";

export async function loadRoom(db: Database, room: RoomId): Promise<StoredRoom | null> {
  const tx = db.transaction(["rooms", "events", "states"]);
  const stored = await tx.objectStore("rooms").get(room);
  if (!stored) return null;
  // What lies above the cursor belongs to another tab's later state.
  const upToCursor = IDBKeyRange.bound([room, 0], [room, stored.seq]);
  const events = await tx.objectStore("events").getAll(upToCursor);
  const store = tx.objectStore("states");
  const states = await store.getAll(upToCursor);
  const keys = await store.getAllKeys(upToCursor);
  return {
    ...stored,
    // A room that was stored before there were pins has none.
    pins: stored.pins ?? [],
    events,
    states: states.map((state, i) => [keys[i]?.[1] ?? 0, state] as const),
  };
}

export async function saveRoom(db: Database, room: RoomId, change: RoomChange): Promise<void> {
  const { how, settled, erased = [], deleted = [] } = change;
  const { events, states, ...state } = change.room;
  const tx = db.transaction(["rooms", "events", "states", "outbox"], "readwrite");
  await allOrNothing(tx, async () => {
    const rooms = tx.objectStore("rooms");
    const log = tx.objectStore("events");
    const stateStore = tx.objectStore("states");
    const outbox = tx.objectStore("outbox");
    const stored = await rooms.get(room);
    for (const row of settled) await deleteRow(outbox, room, row);
    const writes: Promise<unknown>[] = [];
    if (how === "replace") {
      writes.push(log.delete(everyKeyOf(room)), stateStore.delete(everyKeyOf(room)));
    }
    if (how === "replace" || isNews(stored, state)) {
      writes.push(rooms.put(state, room));
      writes.push(...events.map((event) => log.put(event, [room, event.seq])));
      writes.push(...states.map(([seq, each]) => stateStore.put(each, [room, seq])));
      const tooOld = state.seq - MAX_STORED_EVENTS;
      if (tooOld > 0) {
        const old = IDBKeyRange.bound([room, 0], [room, tooOld]);
        writes.push(log.delete(old), stateStore.delete(old));
      }
    }
    await Promise.all(writes);
    // Also when another tab has saved this already: its disk may have failed where this one does not.
    await forgetWords(log, room, deleted);
    await forgetNames(log, room, erased);
  });
}

/** A page of history beside what is stored of the same life of the room, as far back as rooms are kept. */
export async function keepHistory(
  db: Database,
  room: RoomId,
  epoch: string,
  { events, states }: StoredPage,
): Promise<void> {
  const tx = db.transaction(["rooms", "events", "states"], "readwrite");
  await allOrNothing(tx, async () => {
    const stored = await tx.objectStore("rooms").get(room);
    if (stored?.epoch !== epoch) return;
    const isKept = (seq: number) => seq > stored.seq - MAX_STORED_EVENTS && seq <= stored.seq;
    const log = tx.objectStore("events");
    const stateStore = tx.objectStore("states");
    await Promise.all(
      events.filter(({ seq }) => isKept(seq)).map((event) => log.put(event, [room, event.seq])),
    );
    for (const [seq, state] of states) {
      const known = await stateStore.get([room, seq]);
      if (isKept(seq) && state.asOf > (known?.asOf ?? 0)) await stateStore.put(state, [room, seq]);
    }
  });
}

type Log = {
  get(key: [RoomId, number]): Promise<StoredEvent | undefined>;
  getAll(range: IDBKeyRange): Promise<StoredEvent[]>;
  put(event: StoredEvent, key: [RoomId, number]): Promise<unknown>;
};
type StoredEvent = StoredRoom["events"][number];

async function forgetWords(
  log: Log,
  room: RoomId,
  deleted: readonly MessageDeleted[],
): Promise<void> {
  for (const seq of deleted.flatMap(erasedWith)) {
    const event = await log.get([room, seq]);
    const after = event && asDeleted(event, deleted);
    if (after && after !== event) await log.put(after, [room, seq]);
  }
}

async function forgetNames(log: Log, room: RoomId, erased: readonly PersonId[]): Promise<void> {
  if (erased.length === 0) return;
  const all = await log.getAll(everyKeyOf(room));
  const named = all.filter((event) => erased.includes(event.by) && !isNameless(event));
  await Promise.all(named.map((event) => log.put(withoutName(event), [room, event.seq])));
}

/** Several tabs save the same room. The one that is behind, or still in a past epoch, must not turn it back. */
function isNews(
  stored: { epoch: string; seq: number } | undefined,
  state: { epoch: string; seq: number },
): boolean {
  return !stored || (stored.epoch === state.epoch && stored.seq < state.seq);
}

import { isNameless, withoutName } from "#protocol/erasure.ts";
import type { MessageDeleted, RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import {
  applyToMessage,
  changedBy,
  UNCHANGED,
  type MessageState,
} from "#protocol/message-state.ts";
import { knownEvents } from "#protocol/timeline.ts";
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
    // A room that was stored before there were pins, or invitations, has none.
    pins: stored.pins ?? [],
    invited: stored.invited ?? {},
    events,
    states: states.map((state, i) => [keys[i]?.[1] ?? 0, state] as const),
  };
}

/**
 * What is stored is a reader of its own: what follows its cursor is applied to it by the same rules as in memory, whichever tab
 * brings it. A tab's own states would not do, as each tab holds other messages. Where something is missing in between, because a
 * write has failed or the disk was cleared, it is replaced by what this tab holds.
 */
export async function saveRoom(db: Database, room: RoomId, change: RoomChange): Promise<void> {
  const { how, epoch, events, settled, erased = [], deleted = [] } = change;
  const { seq } = change.room;
  const tx = db.transaction(["rooms", "events", "states", "outbox"], "readwrite");
  await allOrNothing(tx, async () => {
    const log = tx.objectStore("events");
    const outbox = tx.objectStore("outbox");
    const stored = await tx.objectStore("rooms").get(room);
    for (const row of settled) await deleteRow(outbox, room, row);
    const stores = { rooms: tx.objectStore("rooms"), log, states: tx.objectStore("states") };
    if (how === "replace" || isNews(stored, { epoch, seq })) {
      const isGap = (stored?.seq ?? 0) + 1 < (events[0]?.seq ?? 1);
      if (how === "replace" || isGap) await putWhole(stores, room, change);
      else await follow(stores, room, change);
    }
    // Also when another tab has saved this already: its disk may have failed where this one does not.
    await forgetWords(log, room, deleted);
    await forgetNames(log, room, erased);
  });
}

type Stores = { rooms: Facts; log: Rows<RoomEvent>; states: Rows<MessageState> };
type Facts = {
  put(facts: Omit<StoredRoom, "events" | "states">, room: RoomId): Promise<unknown>;
};
type Rows<T> = {
  get(key: [RoomId, number]): Promise<T | undefined>;
  put(value: T, key: [RoomId, number]): Promise<unknown>;
  delete(range: IDBKeyRange): Promise<unknown>;
};

async function putWhole(stores: Stores, room: RoomId, change: RoomChange): Promise<void> {
  const { log, states } = stores;
  const { timeline, states: known, seq } = change.room;
  const isKept = (at: number) => at > seq - MAX_STORED_EVENTS && at <= seq;
  await Promise.all([
    log.delete(everyKeyOf(room)),
    states.delete(everyKeyOf(room)),
    putFacts(stores, room, change),
    ...knownEvents(timeline).flatMap((event) =>
      isKept(event.seq) ? [log.put(event, [room, event.seq])] : [],
    ),
    ...[...known].flatMap(([at, state]) => (isKept(at) ? [states.put(state, [room, at])] : [])),
  ]);
}

/** To look for what is too old costs as much as to store what is new. */
const TRIM_EVERY = 50;

async function follow(stores: Stores, room: RoomId, change: RoomChange): Promise<void> {
  const { log, states } = stores;
  await putFacts(stores, room, change);
  await Promise.all(change.events.map((event) => log.put(event, [room, event.seq])));
  for (const event of change.events) {
    for (const seq of changedBy(event)) {
      const message = await log.get([room, seq]);
      if (!message) continue;
      const state = (await states.get([room, seq])) ?? UNCHANGED;
      await states.put(applyToMessage(state, seq, event), [room, seq]);
    }
  }
  const tooOld = change.room.seq - MAX_STORED_EVENTS;
  if (tooOld <= 0 || !change.events.some(({ seq }) => seq % TRIM_EVERY === 0)) return;
  const old = IDBKeyRange.bound([room, 0], [room, tooOld]);
  await Promise.all([log.delete(old), states.delete(old)]);
}

function putFacts({ rooms }: Stores, id: RoomId, { epoch, room }: RoomChange): Promise<unknown> {
  const { seq, info, members, invited, pins } = room;
  return rooms.put({ epoch, seq, info, members, invited, pins }, id);
}

/**
 * A page of history beside what is stored of the same life of the room, as far back as rooms are kept. One of a tab that is behind
 * is not kept: what has become of its messages since would never be told here.
 */
export async function keepHistory(
  db: Database,
  room: RoomId,
  epoch: string,
  { seq: asOf, events, states }: StoredPage,
): Promise<void> {
  const tx = db.transaction(["rooms", "events", "states"], "readwrite");
  await allOrNothing(tx, async () => {
    const stored = await tx.objectStore("rooms").get(room);
    if (stored?.epoch !== epoch || stored.seq > asOf) return;
    const isKept = (seq: number) => seq > stored.seq - MAX_STORED_EVENTS && seq <= stored.seq;
    const log = tx.objectStore("events");
    const kept = tx.objectStore("states");
    await Promise.all(
      events.filter(({ seq }) => isKept(seq)).map((event) => log.put(event, [room, event.seq])),
    );
    await Promise.all(
      states.filter(([seq]) => isKept(seq)).map(([seq, state]) => kept.put(state, [room, seq])),
    );
  });
}

type Log = Pick<Rows<RoomEvent>, "get" | "put"> & {
  getAll(range: IDBKeyRange): Promise<RoomEvent[]>;
};

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

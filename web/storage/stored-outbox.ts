import type { RoomId } from "#protocol/ids.ts";
import { allOrNothing, everyKeyOf, type Database } from "./database.ts";
import type { NewOutboxRow, OutboxRow } from "./room-disk.ts";

export function loadOutbox(db: Database, room: RoomId): Promise<OutboxRow[]> {
  return db.getAll("outbox", everyKeyOf(room));
}

export async function roomsWithOutbox(db: Database): Promise<RoomId[]> {
  return [...new Set((await db.getAllKeys("outbox")).map(([room]) => room))];
}

export async function addToOutbox(
  db: Database,
  room: RoomId,
  row: NewOutboxRow,
  instead?: OutboxRow,
): Promise<number> {
  const tx = db.transaction("outbox", "readwrite");
  return await allOrNothing(tx, async () => {
    // Read and written in one transaction, so that two tabs never take the same place.
    const last = await tx.store.openKeyCursor(everyKeyOf(room), "prev");
    const order = placeAfter(last?.key[1], row.writtenAt);
    if (instead) await deleteRow(tx.store, room, instead);
    await tx.store.put({ ...row, order }, [room, order]);
    return order;
  });
}

/** The place of a row after the last one. Starting from the time, an emptied queue never hands a place out twice. */
export function placeAfter(last: number | undefined, writtenAt: number): number {
  return Math.max((last ?? 0) + 1, writtenAt);
}

export async function updateInOutbox(db: Database, room: RoomId, row: OutboxRow): Promise<void> {
  const tx = db.transaction("outbox", "readwrite");
  await allOrNothing(tx, async () => {
    const stored = await tx.store.get([room, row.order]);
    // A row that is gone has been settled or discarded meanwhile, and must not come back.
    if (stored?.id === row.id) await tx.store.put(row, [room, row.order]);
  });
}

export async function removeFromOutbox(
  db: Database,
  room: RoomId,
  rows: readonly OutboxRow[],
): Promise<void> {
  const tx = db.transaction("outbox", "readwrite");
  await allOrNothing(tx, async () => {
    for (const row of rows) await deleteRow(tx.store, room, row);
  });
}

type Outbox = {
  get(key: [RoomId, number]): Promise<OutboxRow | undefined>;
  delete(key: [RoomId, number]): Promise<void>;
};

/** A row is known by its id: should its place hold another one by now, that one stays. */
export async function deleteRow(outbox: Outbox, room: RoomId, row: OutboxRow): Promise<void> {
  const stored = await outbox.get([room, row.order]);
  if (stored?.id === row.id) await outbox.delete([room, row.order]);
}

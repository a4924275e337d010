import type { RoomId } from "#protocol/ids.ts";
import { allOrNothing, everyKeyOf, type Database } from "./database.ts";
import type { OutboxRow, Written } from "./room-disk.ts";

export function loadOutbox(db: Database, room: RoomId): Promise<OutboxRow[]> {
  return db.getAll("outbox", everyKeyOf(room));
}

export async function roomsWithOutbox(db: Database): Promise<RoomId[]> {
  return [...new Set((await db.getAllKeys("outbox")).map(([room]) => room))];
}

export async function addToOutbox(
  db: Database,
  room: RoomId,
  group: readonly Written[],
): Promise<number[]> {
  const tx = db.transaction("outbox", "readwrite");
  return await allOrNothing(tx, async () => {
    // Read and written in one transaction, so that two tabs never take the same place, nor store a row twice.
    const there = await tx.store.getAll(everyKeyOf(room));
    const placeOf = new Map(there.map(({ id, order }) => [id, order]));
    let last = there.at(-1)?.order;
    const writes: Promise<unknown>[] = [];
    for (const { row, instead } of group) {
      const replaced = instead && placeOf.get(instead);
      if (replaced !== undefined) writes.push(tx.store.delete([room, replaced]));
      if (!placeOf.has(row.id)) {
        last = placeAfter(last, row.writtenAt);
        placeOf.set(row.id, last);
        writes.push(tx.store.put({ ...row, order: last }, [room, last]));
      }
    }
    await Promise.all(writes);
    return group.map(({ row }) => placeOf.get(row.id) ?? placeAfter(last, row.writtenAt));
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

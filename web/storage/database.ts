import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { OutboxRow, StoredRoom } from "./room-disk.ts";

const VERSION = 1;

interface ParleySchema extends DBSchema {
  rooms: { key: RoomId; value: Omit<StoredRoom, "events"> };
  events: { key: [RoomId, number]; value: RoomEvent };
  outbox: { key: [RoomId, number]; value: OutboxRow };
}
export type Database = IDBPDatabase<ParleySchema>;

/** Opens one person's database. `closed` is called when the browser, or a tab that deletes everything, takes it away. */
export async function openDatabase(name: string, closed: () => void): Promise<Database> {
  const db = await openDB<ParleySchema>(name, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore("rooms");
      fresh.createObjectStore("events");
      fresh.createObjectStore("outbox");
    },
    // Holding on would block the tab that signs out, or a newer version of this page.
    blocking() {
      db.close();
      closed();
    },
    terminated: closed,
  });
  return db;
}

export function everyKeyOf(room: RoomId): IDBKeyRange {
  return IDBKeyRange.bound([room, 0], [room, Number.MAX_SAFE_INTEGER]);
}

type Transaction = { readonly done: Promise<void>; abort(): void };

/** Does `work` in `tx` whole or not at all: a failed write in the middle takes back the ones before it. */
export async function allOrNothing<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  // The transaction's own promise rejects too; unless it is heard, the browser reports it as nobody's.
  const ended = tx.done.then(
    () => null,
    (reason: unknown) => ({ reason }),
  );
  let result: T;
  try {
    result = await work();
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It has ended by itself already.
    }
    throw error;
  }
  const trouble = await ended;
  if (trouble) throw trouble.reason;
  return result;
}

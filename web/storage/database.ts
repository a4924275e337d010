import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { OutboxRow, StoredRoom } from "./room-disk.ts";
import type { InboxRow } from "./inbox-disk.ts";

const VERSION = 3;

interface ParleySchema extends DBSchema {
  rooms: { key: RoomId; value: Omit<StoredRoom, "events" | "states"> };
  events: { key: [RoomId, number]; value: RoomEvent };
  /** What has become of messages, by their number. */
  states: { key: [RoomId, number]; value: MessageState };
  outbox: { key: [RoomId, number]; value: OutboxRow };
  /** What the person's inbox has told, as one row: entries are never without the number that they belong to. */
  inbox: { key: "held"; value: InboxRow };
}
export type Database = IDBPDatabase<ParleySchema>;

/**
 * Opens one person's database. `closed` is called when it is taken away: for good by a tab that signs out or has a newer version of this
 * page, or, `isLost`, by a browser in trouble, which may give it back to whoever opens it again.
 */
export async function openDatabase(
  name: string,
  closed: (isLost: boolean) => void,
): Promise<Database> {
  const db = await openDB<ParleySchema>(name, VERSION, {
    async upgrade(db, from, _, tx) {
      if (from < 1)
        for (const store of ["rooms", "events", "outbox"] as const) db.createObjectStore(store);
      if (from < 2) db.createObjectStore("states");
      if (from < 3) db.createObjectStore("inbox");
      if (from === 1) await wishesFromMessages(tx.objectStore("outbox"));
    },
    // Holding on would block the tab that signs out, or a newer version of this page.
    blocking() {
      db.close();
      closed(false);
    },
    terminated: () => closed(true),
  });
  return db;
}

type OldOutbox = {
  openCursor(): Promise<OldCursor | null>;
};
type OldCursor = {
  value: OutboxRow | (Omit<OutboxRow, "wish"> & { body: string; action?: true });
  update(row: OutboxRow): Promise<unknown>;
  continue(): Promise<OldCursor | null>;
};

/** What waits to be sent was written when messages were all that there was. */
async function wishesFromMessages(outbox: OldOutbox): Promise<void> {
  for (let cursor = await outbox.openCursor(); cursor; cursor = await cursor.continue()) {
    if ("wish" in cursor.value) continue;
    const { body, action, ...row } = cursor.value;
    await cursor.update({
      ...row,
      wish: { type: "message.post", body, ...(action && { action }) },
    });
  }
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

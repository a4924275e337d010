import type { KeyRange, Storage } from "../object/ports.ts";
import { checkSizes } from "../object/row-sizes.ts";

/** What both hosts' storage has. SQL, synchronous access and point-in-time recovery are on one of them only. */
export type KeyValueStorage = {
  get<T>(key: string): Promise<T | undefined>;
  list<T>(range: KeyRange): Promise<Map<string, T>>;
  put(entries: Record<string, string | Uint8Array>): Promise<void>;
  delete(keys: string[]): Promise<unknown>;
  sync(): Promise<void>;
  setAlarm(at: number): Promise<void>;
  deleteAlarm(): Promise<void>;
  /** Only where storage is a file of SQLite's; elsewhere it is missing, or throws when it is looked at. */
  readonly sql?: { readonly databaseSize: number };
};

/** What an object's storage takes on its disk, in bytes; null where the host does not tell. Counting pages it costs microseconds, and reads no row. */
export function storedBytes(storage: KeyValueStorage): number | null {
  try {
    return storage.sql?.databaseSize ?? null;
  } catch {
    // PartyKit's server keeps objects in another way, and says so by throwing.
    return null;
  }
}

/** The platform takes this many keys in one call; several calls without an await between still commit together. */
const KEYS_PER_CALL = 128;

/** An object's storage on a Durable Object, key-value only, so that it is the same on both hosts. */
export function roomStorage<Row extends string | Uint8Array = string>(
  storage: KeyValueStorage,
  fail: (error: unknown) => void,
): Storage<Row> {
  return {
    get: (key) => storage.get<Row>(key),
    list: (range) => storage.list<Row>(range),
    commit: (write) => {
      checkSizes(write);
      const entries = [...write.put];
      // Nothing is awaited: the output gate holds back whatever is sent until this is durable, and a write that fails
      // resets the object before anyone has heard of it.
      for (let from = 0; from < entries.length; from += KEYS_PER_CALL) {
        storage.put(toRecord(entries.slice(from, from + KEYS_PER_CALL))).catch(fail);
      }
      const removed = write.remove ?? [];
      for (let from = 0; from < removed.length; from += KEYS_PER_CALL) {
        storage.delete(removed.slice(from, from + KEYS_PER_CALL)).catch(fail);
      }
      return Promise.resolve();
    },
    flushed: () => storage.sync(),
    wakeAt: (at) => {
      const set = at === null ? storage.deleteAlarm() : storage.setAlarm(at);
      set.catch(fail);
    },
  };
}

/** Without a prototype, because then no engine looks for a shape: the keys are new each time, and no shape would come again. */
function toRecord<Row>(entries: readonly [string, Row][]): Record<string, Row> {
  const record: Record<string, Row> = Object.create(null);
  for (const [key, value] of entries) record[key] = value;
  return record;
}

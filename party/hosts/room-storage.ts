import { utf8Length } from "#protocol/text.ts";
import { MAX_VALUE_BYTES, type KeyRange, type Storage, type Write } from "../object/ports.ts";

/** What both hosts' storage has. SQL, synchronous access and point-in-time recovery are on one of them only. */
export type KeyValueStorage = {
  get<T>(key: string): Promise<T | undefined>;
  list<T>(range: KeyRange): Promise<Map<string, T>>;
  put(entries: Record<string, string>): Promise<void>;
  delete(keys: string[]): Promise<unknown>;
  sync(): Promise<void>;
  setAlarm(at: number): Promise<void>;
  deleteAlarm(): Promise<void>;
};

/** The platform takes this many keys in one call; several calls without an await between still commit together. */
const KEYS_PER_CALL = 128;

/** The room's storage on a Durable Object, key-value only, so that it is the same on both hosts. */
export function roomStorage(storage: KeyValueStorage, fail: (error: unknown) => void): Storage {
  return {
    get: (key) => storage.get<string>(key),
    list: (range) => storage.list<string>(range),
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
function toRecord(entries: readonly [string, string][]): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/** The local runtimes do not enforce the platform's limit; a room that relied on that would break when deployed. */
function checkSizes({ put }: Write): void {
  for (const [key, value] of put) {
    if (utf8Length(value) > MAX_VALUE_BYTES) throw new RangeError(`${key} is too large to store`);
  }
}

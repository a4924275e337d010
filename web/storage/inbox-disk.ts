import { ENTRY_KINDS, type Entry } from "#protocol/inbox/entries.ts";
import type { Clock } from "../clock.ts";
import { openDatabase, type Database } from "./database.ts";
import { databaseOf, DISK_TIMEOUT_MS, within } from "./forgiving-disk.ts";

/** What an inbox has told this browser: each thing as it last was, at the inbox's number `cursor`. */
export type StoredInbox = { epoch: string; cursor: number; entries: readonly Entry[] };

/** `kinds`: all that the version knew that has written this. */
export type InboxRow = StoredInbox & { kinds?: string };

/** One person's inbox on this device. Nothing throws: null says that nothing is kept here. */
export type InboxDisk = {
  load(): Promise<StoredInbox | null>;
  save(held: StoredInbox): Promise<void>;
  close(): void;
};

/** Where storage is forbidden or full, or never answers, what the inbox has told lives as long as the page. */
export function openInboxDisk(clock: Clock, person: string, open = openDatabase): InboxDisk {
  const openAnew = (): Promise<Database | null> =>
    within(clock, DISK_TIMEOUT_MS, () =>
      open(databaseOf(person), (isLost) => {
        db = isLost ? openAnew() : Promise.resolve(null);
      }),
    );
  let db = openAnew();

  async function attempt<T>(work: (db: Database) => Promise<T>): Promise<T | null> {
    try {
      const opened = await db;
      return opened && (await work(opened));
    } catch {
      // Full, blocked or closed: the inbox tells it again.
      return null;
    }
  }

  return {
    load: async () => {
      const row = await attempt((opened) => opened.get("inbox", "held"));
      // Another version has left out what this one knows, or the other way round, and its cursor is beyond it.
      return row?.kinds === ENTRY_KINDS ? row : null;
    },
    save: async (held) => {
      await attempt((opened) => opened.put("inbox", { ...held, kinds: ENTRY_KINDS }, "held"));
    },
    close: () => {
      void attempt((opened) => Promise.resolve(opened.close()));
    },
  };
}

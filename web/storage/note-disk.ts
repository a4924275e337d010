import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import type { RoomId } from "#protocol/ids.ts";
import type { Clock } from "../clock.ts";
import { databaseOf, DISK_TIMEOUT_MS } from "./forgiving-disk.ts";

/** What this device keeps of one note. */
export type NoteDisk = {
  /** When all of it is in the document; null where nothing can be kept. `wasHeld`: the note had been here as the server has it. */
  readonly loaded: Promise<{ wasHeld: boolean } | null>;
  /** Now the note has been here. */
  hold(): void;
  /** Nothing of it is kept any more. */
  discard(): void;
  close(): void;
};

const HELD = "held";

/** Follows `doc` onto the disk, change by change. The database goes with all others of the person (`deleteDisk`). */
export function openNoteDisk(clock: Clock, person: string, room: RoomId, doc: Y.Doc): NoteDisk {
  if (typeof indexedDB === "undefined") return FORGETFUL;
  const disk = new IndexeddbPersistence(`${databaseOf(person)}-note-${room}`, doc);
  return {
    loaded: new Promise((resolve) => {
      const stop = clock.setTimer(DISK_TIMEOUT_MS, () => resolve(null));
      disk.on("synced", () => {
        stop();
        void wasHeldIn(disk).then(resolve);
      });
    }),
    hold: () => void attempt(() => disk.set(HELD, 1)),
    discard: () => void attempt(() => disk.clearData()),
    close: () => void attempt(() => disk.destroy()),
  };
}

const FORGETFUL: NoteDisk = {
  loaded: Promise.resolve(null),
  hold: () => undefined,
  discard: () => undefined,
  close: () => undefined,
};

async function wasHeldIn(disk: IndexeddbPersistence): Promise<{ wasHeld: boolean }> {
  const held = await attempt(() => disk.get(HELD));
  return { wasHeld: held === 1 };
}

async function attempt(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch {
    // Full, or closed by a tab that signs out: the note lives in memory.
    return undefined;
  }
}

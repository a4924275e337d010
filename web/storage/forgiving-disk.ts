import { deleteDB } from "idb";
import type { Clock } from "../clock.ts";
import { openDatabase, type Database } from "./database.ts";
import type { RoomDisk } from "./room-disk.ts";
import {
  addToOutbox,
  loadOutbox,
  removeFromOutbox,
  roomsWithOutbox,
  updateInOutbox,
} from "./stored-outbox.ts";
import { keepHistory, loadRoom, saveRoom } from "./stored-rooms.ts";

/** Some browsers never answer when storage is blocked. A person does not wait for that. */
export const DISK_TIMEOUT_MS = 3_000;

/**
 * The disk of one person in this browser. Private windows, full disks and browsers that refuse make it forget, never
 * fail: rooms then live in memory and every send works until the tab is closed. `open` is the way to a database.
 */
export function openDisk(clock: Clock, person: string, open = openDatabase): RoomDisk {
  const openAnew = (): Promise<Database | null> =>
    within(clock, DISK_TIMEOUT_MS, () =>
      open(databaseOf(person), (isLost) => {
        // Without it a message that is deleted now would be sent at the next visit: its row is on the disk.
        db = isLost ? openAnew() : Promise.resolve(null);
      }),
    );
  let db = openAnew();

  async function attempt<T>(otherwise: T, work: (db: Database) => Promise<T>): Promise<T> {
    try {
      const opened = await db;
      return opened ? await work(opened) : otherwise;
    } catch {
      // Full, blocked or closed: the answer says that nothing was stored, and the room goes on in memory.
      return otherwise;
    }
  }
  const isDone = (work: (db: Database) => Promise<void>) =>
    attempt(false, async (open) => {
      await work(open);
      return true;
    });

  return {
    loadRoom: (room) => attempt(null, (open) => loadRoom(open, room)),
    keepHistory: (room, epoch, page) => isDone((open) => keepHistory(open, room, epoch, page)),
    save: (room, change) => isDone((open) => saveRoom(open, room, change)),
    loadOutbox: (room) => attempt([], (open) => loadOutbox(open, room)),
    roomsWithOutbox: () => attempt([], roomsWithOutbox),
    addToOutbox: (room, group) =>
      attempt<number[] | null>(null, (open) => addToOutbox(open, room, group)),
    updateInOutbox: (room, row) => isDone((open) => updateInOutbox(open, room, row)),
    removeFromOutbox: (room, rows) => isDone((open) => removeFromOutbox(open, room, rows)),
    close: () => {
      void attempt(null, (open) => {
        open.close();
        return Promise.resolve(null);
      });
    },
  };
}

/** Forgets everything of a person on this device, in time or not at all: a sign-out does not wait for a disk. */
export async function deleteDisk(clock: Clock, person: string): Promise<void> {
  await within(clock, DISK_TIMEOUT_MS, async () => {
    const own = databaseOf(person);
    // Each note is a database of its own (note-disk.ts).
    const all = await indexedDB.databases();
    const names = all.map(({ name = "" }) => name).filter((name) => name.startsWith(own));
    await Promise.all([own, ...names].map((name) => deleteDB(name)));
  });
}

/** One database a person, so that two people in one browser never meet. */
export function databaseOf(person: string): string {
  return `parley-${person}`;
}

/** What `work` gives within `ms`, or null when it fails or takes longer. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: () => Promise<T>,
): Promise<T | null> {
  let stop = () => {};
  const late = new Promise<null>((resolve) => {
    stop = clock.setTimer(ms, () => resolve(null));
  });
  try {
    return await Promise.race([work(), late]);
  } catch {
    // Where storage is forbidden, even naming it throws.
    return null;
  } finally {
    stop();
  }
}

import type { RoomDisk } from "../storage/room-disk.ts";
import type { UnsentNotes } from "../storage/unsent-notes.ts";
import type { HoldLock, OpenChannel } from "../tabs.ts";

/** Death comes before the disk has begun, or after it is done and before the tab has heard of it. */
type Deafness = "hears" | "never_hears_of_stored" | "keeps_no_failures";

/** A tab that can die at once, as in a crash or a reload: from then on it writes, says and learns nothing. */
export class FragileTab {
  isDead = false;
  disks: Deafness = "hears";
  /** What it tells other tabs does not get there. */
  isMute = false;
  died: () => void = () => undefined;
  #leaveLocks: () => void = () => undefined;
  readonly #dead = new Promise<void>((resolve) => {
    this.#leaveLocks = resolve;
  });
  readonly #wakes = new Set<() => void>();
  #opened: Promise<unknown> = Promise.resolve();

  readonly onWake = (wake: () => void) => {
    this.#wakes.add(wake);
    return () => this.#wakes.delete(wake);
  };

  /** The person looks at this tab again. */
  wake() {
    // As they are now: what wakes may listen anew, and would be called for ever.
    Array.from(this.#wakes).forEach((wake) => wake());
  }

  die() {
    this.isDead = true;
    this.died();
    this.#leaveLocks();
  }

  disk(disk: RoomDisk): RoomDisk {
    this.#opened = disk.roomsWithOutbox();
    return {
      loadRoom: (room) => this.#alive(() => disk.loadRoom(room)),
      save: (room, change) => this.#alive(() => disk.save(room, change)),
      keepHistory: (room, epoch, page) => this.#alive(() => disk.keepHistory(room, epoch, page)),
      loadOutbox: (room) => this.#alive(() => disk.loadOutbox(room)),
      roomsWithOutbox: () => this.#alive(() => disk.roomsWithOutbox()),
      addToOutbox: async (room, group) => {
        const places = await this.#alive(() => disk.addToOutbox(room, group));
        return this.disks === "never_hears_of_stored" ? never() : places;
      },
      updateInOutbox: (room, row) =>
        this.#alive(() =>
          this.disks === "keeps_no_failures"
            ? Promise.resolve(false)
            : disk.updateInOutbox(room, row),
        ),
      removeFromOutbox: (room, rows) => this.#alive(() => disk.removeFromOutbox(room, rows)),
      close: () => disk.close(),
    };
  }

  notes(notes: UnsentNotes): UnsentNotes {
    return {
      ...notes,
      write: (room, note) => !this.isDead && notes.write(room, note),
      remove: (room, ids) => this.isDead || notes.remove(room, ids),
      sent: (room, id) => this.isDead || notes.sent(room, id),
    };
  }

  channels(openChannel: OpenChannel): OpenChannel {
    return (name, heard) => {
      const channel = openChannel(name, (message) => this.isDead || heard(message));
      return {
        post: (message) => this.isDead || this.isMute || channel.post(message),
        close: () => channel.close(),
      };
    };
  }

  /** A browser takes a dead tab's locks away, whatever it was waiting for. */
  locks(holdLock: HoldLock): HoldLock {
    return (name, signal, held) => holdLock(name, signal, () => Promise.race([held(), this.#dead]));
  }

  async #alive<T>(work: () => Promise<T>): Promise<T> {
    // A browser's disk begins later than the call, too. What waits for it to open has not begun: a dead tab must not write then.
    await this.#opened;
    if (this.isDead) return never();
    const result = await work();
    return this.isDead ? never() : result;
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

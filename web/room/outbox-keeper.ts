import type { SocketCommand } from "#protocol/commands.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { OutboxRow, RoomDisk, Written } from "../storage/room-disk.ts";
import { placeAfter } from "../storage/stored-outbox.ts";
import type { UnsentNote, UnsentNotes } from "../storage/unsent-notes.ts";
import { isStored, toStored, type Rows, type Waiting } from "./outbox-rows.ts";
import { toCommand } from "./wish.ts";

export type KeeperDeps = {
  room: RoomId;
  disk: RoomDisk;
  notes: UnsentNotes;
  /** The disk has taken these and given them places, in the order of writing; null: it does not play along. */
  stored: (group: readonly Written[], places: readonly number[] | null) => void;
};

/**
 * Keeps one room's outbox where a reload finds it. A note is written in the turn in which the row appears; it goes when
 * the disk has the row, or, where the disk refuses, when the row leaves the queue.
 */
export class OutboxKeeper {
  readonly #deps: KeeperDeps;
  #lastNote = 0;
  #waiting: Written[] = [];
  #writing: Promise<void> | null = null;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** What some tab has written and may not have brought to the disk: it died, or is about to. */
  notes(): UnsentNote[] {
    const notes = this.#deps.notes.read(this.#deps.room);
    this.#lastNote = Math.max(this.#lastNote, ...notes.map(({ nth }) => nth));
    return notes;
  }

  /** When this returns true, a reload no longer loses the row. */
  note(written: Written): boolean {
    const { room, notes } = this.#deps;
    // Several rows may be written within one millisecond, and ids of one millisecond are in no order.
    this.#lastNote = placeAfter(this.#lastNote, written.row.writtenAt);
    const isNoted = notes.write(room, { ...written, nth: this.#lastNote });
    // The failed one stays noted where the new one cannot be: better the old words than none.
    if (written.instead && isNoted) notes.remove(room, [written.instead]);
    return isNoted;
  }

  /** Brings a noted row to the disk, together with all that waits while the disk is busy. */
  store(written: Written) {
    this.#waiting.push(written);
    this.#writing ??= this.#storeWaiting();
  }

  /** Resolves when nothing waits for the disk. */
  async done(): Promise<void> {
    await this.#writing;
  }

  update(row: OutboxRow) {
    const { room, disk, notes } = this.#deps;
    void disk.updateInOutbox(room, row);
    const note = notes.read(room).find(({ row: { id } }) => id === row.id);
    if (note) notes.write(room, { ...note, row: { ...note.row, ...failureOf(row) } });
  }

  /** Hands a row's command to the line, noted before: after a reload in this very moment it may have arrived all the same. */
  send({ id, wish }: Waiting, send: (command: SocketCommand) => boolean): boolean {
    this.#deps.notes.sent(this.#deps.room, id);
    return send(toCommand(id, wish));
  }

  /** It is certain that what was handed over last has not arrived. */
  notSent() {
    this.#deps.notes.sent(this.#deps.room, "");
  }

  /** What some tab, maybe of an earlier visit, has handed to its line last. */
  lastSent(): string | null {
    return this.#deps.notes.lastSent(this.#deps.room);
  }

  /** These rows have left the queue. */
  forget(rows: Rows) {
    const { room, disk } = this.#deps;
    this.forgetNotes(rows);
    const stored = rows.filter(isStored).map(toStored);
    if (stored.length > 0) void disk.removeFromOutbox(room, stored);
  }

  /** The notes of rows that the disk forgets in another way. */
  forgetNotes(rows: readonly { id: OutboxRow["id"] }[]) {
    const { room, notes } = this.#deps;
    notes.remove(
      room,
      rows.map(({ id }) => id),
    );
  }

  async #storeWaiting(): Promise<void> {
    const { room, disk, stored } = this.#deps;
    const group = this.#waiting;
    this.#waiting = [];
    const places = await disk.addToOutbox(room, group);
    if (places)
      this.forgetNotes(group.flatMap(({ row, instead: id }) => (id ? [row, { id }] : [row])));
    // First of all the next ones: whatever a listener does, they must not wait for it.
    this.#writing = this.#waiting.length > 0 ? this.#storeWaiting() : null;
    const next = this.#writing;
    stored(group, places);
    await next;
  }
}

function failureOf({ failed }: OutboxRow) {
  return failed ? { failed } : {};
}

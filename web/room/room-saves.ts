import { erasedBy } from "#protocol/erasure.ts";
import type { MessageDeleted } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { deletionsIn } from "#protocol/tombstone.ts";
import type { RoomChange, RoomDisk } from "../storage/room-disk.ts";

type Change = Omit<RoomChange, "deleted" | "erased">;

/** Saves what a room becomes, and sees to it that what has to go from the disk goes, whatever becomes of one save. */
export class RoomSaves {
  readonly #disk: RoomDisk;
  readonly #room: RoomId;
  /** Whose names the disk still holds, as far as is known here. */
  readonly #toErase = new Set<PersonId>();
  /** Deleted messages whose words the disk still holds, likewise. */
  #toForget: MessageDeleted[] = [];

  constructor(disk: RoomDisk, room: RoomId) {
    this.#disk = disk;
    this.#room = room;
  }

  async save(change: Change): Promise<void> {
    for (const person of erasedBy(change.events)) this.#toErase.add(person);
    this.#toForget.push(...deletionsIn(change.events));
    const erased = [...this.#toErase];
    const deleted = [...this.#toForget];
    const isSaved = await this.#disk.save(this.#room, {
      ...change,
      ...(erased.length > 0 && { erased }),
      ...(deleted.length > 0 && { deleted }),
    });
    if (!isSaved) return;
    // The cursor goes on whatever becomes of one save: what a full disk did not forget now, it forgets with a later one.
    for (const person of erased) this.#toErase.delete(person);
    this.#toForget = this.#toForget.filter((deletion) => !deleted.includes(deletion));
  }
}

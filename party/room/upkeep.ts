import { latestEpoch } from "#protocol/epoch.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer, UpkeepAnswer, UpkeepWish } from "../rooms.ts";
import type { Journal } from "./journal.ts";
import type { World } from "./ports.ts";
import type { Restore } from "./restore.ts";
import type { RoomArchive } from "./room-archive.ts";
import { Turns } from "../object/turns.ts";

type Room = {
  world: World;
  journal: Journal;
  archive: RoomArchive;
  restore: Restore;
};

/** What an operator may ask of a room: how its archive is, and to rebuild one of them from the other. */
export class Upkeep {
  readonly #room: Room;
  readonly #lifeBegan: () => void;
  /** Two operators at once, or one whose request was cut and who asks again. */
  readonly #turns = new Turns();

  /** `lifeBegan`: the epoch has changed, and whoever is connected knows the old one. */
  constructor(room: Room, lifeBegan: () => void) {
    this.#room = room;
    this.#lifeBegan = lifeBegan;
  }

  answer(wish: UpkeepWish): Promise<Answer<UpkeepAnswer>> {
    return this.#turns.take(async () => {
      try {
        return await this.#answer(wish);
      } catch (error) {
        // The archive cannot be asked just now.
        const reason = error instanceof Error ? error.name : "unknown";
        this.#room.world.log("upkeep.failed", { room: this.#room.journal.room, reason });
        return { ok: false, refusal: refusal("unavailable") };
      }
    });
  }

  async #answer(wish: UpkeepWish): Promise<Answer<UpkeepAnswer>> {
    switch (wish.do) {
      case "status":
        return this.#status();
      case "refill":
        return this.#refill(wish.newEpoch);
      case "restore": {
        const restored = await this.#room.restore.run(wish);
        return restored.ok ? this.#status() : restored;
      }
    }
  }

  async #refill(isNewLife: boolean): Promise<Answer<UpkeepAnswer>> {
    const { journal, world, archive } = this.#room;
    if (journal.restoring) return { ok: false, refusal: refusal("unavailable") };
    if (journal.head === 0) return { ok: false, refusal: refusal("no_such_room") };
    const epoch = isNewLife ? await this.#nextEpoch() : journal.epoch;
    await archive.startOver(epoch);
    world.log("archive.refill", { room: journal.room, epoch });
    if (isNewLife) this.#lifeBegan();
    return this.#status();
  }

  /** After whatever the archive knows, too: that is the life that has fenced this room off. */
  async #nextEpoch(): Promise<string> {
    const { journal, world } = this.#room;
    const lives = await world.archive.lives(journal.room);
    return world.newEpoch(latestEpoch([journal.epoch, ...lives.map(({ epoch }) => epoch)]));
  }

  #status(): Answer<UpkeepAnswer> {
    const { journal, archive } = this.#room;
    const { at = journal.head, to = journal.head } = journal.restoring ?? {};
    return { ok: true, value: { status: archive.status(), restored: at, of: to } };
  }
}

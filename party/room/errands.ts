import type { RoomLimits } from "#protocol/limits.ts";
import { Alarms } from "../object/alarms.ts";
import type { Written } from "./event-rows.ts";
import { THOSE_HERE } from "./here-rounds.ts";
import { INBOXES, InboxRounds } from "./inbox-rounds.ts";
import type { Journal } from "./journal.ts";
import type { World } from "./ports.ts";
import { RoomArchive } from "./room-archive.ts";

/** What a room does by itself after something was said, at its own pace: its archive is written, and inboxes are told. */
export class Errands {
  readonly archive: RoomArchive;
  readonly rounds: InboxRounds;
  readonly #alarms: Alarms;

  private constructor(alarms: Alarms, archive: RoomArchive, rounds: InboxRounds) {
    this.#alarms = alarms;
    this.archive = archive;
    this.rounds = rounds;
  }

  static async open(world: World, journal: Journal, limits: RoomLimits): Promise<Errands> {
    const alarms = new Alarms(world.storage, world.clock);
    const copying = { ...world, storage: alarms.storageFor("archive") };
    const archive = await RoomArchive.open(copying, journal, limits);
    return new Errands(alarms, archive, await InboxRounds.open(world, journal, alarms));
  }

  /** The log has grown. */
  grown(written: readonly Written[]): void {
    this.archive.grown();
    const calls = ({ event }: Written) =>
      event.type === "message.posted" && event.calls !== undefined;
    this.rounds.grown(written.some(calls));
  }

  /** The host's timer has gone off. Whether it was the archive's. */
  async run(now: number): Promise<boolean> {
    const isDue = this.#alarms.wentOff(now);
    const isArchives = isDue("archive");
    if (isArchives) await this.archive.run();
    if (isDue(INBOXES)) await this.rounds.run();
    if (isDue(THOSE_HERE)) await this.rounds.runHere();
    await this.rounds.settle();
    return isArchives;
  }

  /** The room has given up: the next one does what is left. */
  end(): void {
    this.rounds.end();
  }
}

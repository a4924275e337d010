import type { RoomLimits } from "#protocol/limits.ts";
import { Alarms } from "../object/alarms.ts";
import type { Written } from "./event-rows.ts";
import { InboxRounds } from "./inbox-rounds.ts";
import type { Journal } from "./journal.ts";
import type { World } from "./ports.ts";
import { RoomArchive } from "./room-archive.ts";

/** Whose alarm it is. */
const ARCHIVE = "archive";
/** While the archive is still being written its alarm comes again after this, and so it does after a failure of ours. */
const LOOK_AGAIN_MS = 10_000;

/** What a room does by itself after something was said, at its own pace: its archive is written, and inboxes are told. */
export class Errands {
  readonly archive: RoomArchive;
  readonly rounds: InboxRounds;
  readonly #world: World;
  readonly #alarms: Alarms;
  #isCopying = false;
  #isOver = false;

  private constructor(world: World, alarms: Alarms, archive: RoomArchive, rounds: InboxRounds) {
    this.#world = world;
    this.#alarms = alarms;
    this.archive = archive;
    this.rounds = rounds;
  }

  /** What the last alarm has begun is done. */
  atRest: Promise<unknown> = Promise.resolve();

  static async open(world: World, journal: Journal, limits: RoomLimits): Promise<Errands> {
    const alarms = new Alarms(world.storage, world.clock);
    const copying = { ...world, storage: alarms.storageFor(ARCHIVE) };
    const archive = await RoomArchive.open(copying, journal, limits);
    return new Errands(world, alarms, archive, await InboxRounds.open(world, journal, alarms));
  }

  /** The log has grown. */
  grown(written: readonly Written[]): void {
    this.archive.grown();
    const calls = ({ event }: Written) =>
      event.type === "message.posted" && event.calls !== undefined;
    this.rounds.grown(written.some(calls));
  }

  /**
   * The host's timer has gone off. `copied` is what follows the archive's own work.
   * Nothing is waited for: a host lets an object's alarms go off one after the other, and a database that hangs, or inboxes that have to be
   * woken, would keep everything else from its time for minutes. With its alarm over, a room that only waits for others may be let go; then
   * the next alarm, which is set before they are asked, brings it back.
   */
  run(copied: () => Promise<void>): void {
    const isDue = this.#alarms.wentOff(this.#world.clock.now());
    const copying = isDue(ARCHIVE) ? this.#copy(copied) : null;
    this.atRest = Promise.all([copying, this.#tell(isDue)]);
  }

  async #copy(copied: () => Promise<void>): Promise<void> {
    if (this.#isCopying) return this.#lookAgain();
    this.#isCopying = true;
    try {
      await this.archive.run();
      await copied();
    } catch (error) {
      if (!this.#isOver) this.#failed(error);
    } finally {
      this.#isCopying = false;
      this.#world.turned();
    }
  }

  /** What the database does is no failure here: storage, say, cannot be read. */
  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.name : "unknown";
    this.#world.counts.add("faults", "room");
    this.#world.log("archive.run_failed", { reason }, "alarm");
    this.#lookAgain();
  }

  #lookAgain(): void {
    this.#alarms.wish(ARCHIVE, this.#world.clock.now() + LOOK_AGAIN_MS);
  }

  async #tell(isDue: (part: string) => boolean): Promise<void> {
    await this.rounds.run(isDue);
    this.#world.turned();
  }

  /** The room has given up: the next one does what is left. */
  end(): void {
    this.#isOver = true;
    this.rounds.end();
  }
}

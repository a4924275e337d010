import type { RoomCommand } from "#protocol/commands.ts";
import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import { READ_ONLY_RETRY_AFTER_MS, type RoomLimits } from "#protocol/limits.ts";
import { refusal, type Refusal } from "#protocol/refusals.ts";
import type { ArchiveStatus } from "../rooms.ts";
import { ArchiveDrain } from "./archive-drain.ts";
import { ArchiveProgress } from "./archive-progress.ts";
import { archiveState, lagMs, nextChangeAt } from "./archive-state.ts";
import type { Journal } from "./journal.ts";
import type { World } from "./ports.ts";
import { Turns } from "../object/turns.ts";

/** The room's own archive: copied by itself, and what its lag means for those in the room (contract C13). */
export class RoomArchive {
  readonly #world: World;
  readonly #journal: Journal;
  readonly #limits: RoomLimits;
  readonly #progress: ArchiveProgress;
  readonly #drain: ArchiveDrain;
  /** One at a time: a batch that is still on its way must not be confirmed after all was started over. */
  readonly #turns = new Turns();
  #news: ArchiveState | null = null;

  private constructor(
    world: World,
    journal: Journal,
    limits: RoomLimits,
    progress: ArchiveProgress,
  ) {
    this.#world = world;
    this.#journal = journal;
    this.#limits = limits;
    this.#progress = progress;
    this.#drain = new ArchiveDrain(world, journal, progress);
  }

  /** Reads how far it had come. What the archive lacks is copied without anyone asking. */
  static async open(world: World, journal: Journal, limits: RoomLimits): Promise<RoomArchive> {
    const progress = await ArchiveProgress.open(world, journal);
    const archive = new RoomArchive(world, journal, limits, progress);
    // Only then: a frame wakes a sleeping room, and a signal must not make it work (contract C10).
    if (progress.archived < journal.head || journal.departed.isAtWork) archive.#drain.wanted();
    archive.#wakeForChange();
    return archive;
  }

  get state(): ArchiveState {
    return archiveState(this.#progress.lag, this.#limits, this.#world.clock.now());
  }

  /** When the oldest event that the archive lacks was stored; null: it has all. */
  get behindSince(): number | null {
    return this.#progress.lag.since;
  }

  /** Why a command that would be accepted has to wait, or null. Leaving is always possible, for good too. */
  objectionTo(type: RoomCommand["type"]): Refusal | null {
    if (this.#journal.restoring) return refusal("unavailable");
    const isLeaving = type === "room.leave" || type === "member.erase";
    const isClosed = this.state === "read_only" && !isLeaving;
    return isClosed ? refusal("read_only", READ_ONLY_RETRY_AFTER_MS) : null;
  }

  /** The log has grown. */
  grown(): void {
    this.#progress.grown();
    this.#drain.wanted();
  }

  /** The host's timer: copies what there is to copy. Never throws for what the archive does. */
  async run(): Promise<void> {
    await this.#turns.take(() => this.#drain.run());
    this.#wakeForChange();
  }

  /** The whole log is copied again, under this epoch: the archive has lost it, or belongs to another life. */
  async startOver(epoch: string): Promise<void> {
    await this.#turns.take(async () => {
      await this.#progress.startOver(epoch);
      this.#drain.soon();
    });
  }

  /** Notices a change of state and keeps it until it is told. True when there is something to tell. */
  async look(): Promise<boolean> {
    const { state } = this;
    if (state === this.#progress.told) return this.#news !== null;
    this.#news = state;
    await this.#progress.tell(state);
    const { events } = this.#progress.lag;
    this.#world.log("archive.state", {
      room: this.#journal.room,
      state,
      lagEvents: events,
      lagMs: this.#lagMs(),
    });
    return true;
  }

  takeNews(): DownMessage[] {
    const state = this.#news;
    this.#news = null;
    return state ? [{ t: "archive", state }] : [];
  }

  status(): ArchiveStatus {
    const { archived, trouble } = this.#progress;
    const { room, epoch, head } = this.#journal;
    return {
      room,
      epoch,
      head,
      archived,
      lagEvents: head - archived,
      lagMs: this.#lagMs(),
      state: this.state,
      batches: this.#drain.batches,
      failures: trouble?.failures ?? 0,
      lastFailure: trouble?.name ?? null,
    };
  }

  #lagMs(): number {
    return lagMs(this.#progress.lag, this.#world.clock.now());
  }

  /** A stopped archive is looked at once an hour, but a state that is due by then has to be told on time. */
  #wakeForChange(): void {
    const { clock, storage } = this.#world;
    const { retryAt = 0 } = this.#progress.trouble ?? {};
    const changeAt = nextChangeAt(this.#progress.lag, this.#limits, clock.now());
    if (changeAt !== null && changeAt < retryAt) storage.wakeAt(changeAt);
  }
}

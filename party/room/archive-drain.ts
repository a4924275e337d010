import type { ArchiveProgress } from "./archive-progress.ts";
import type { Journal } from "./journal.ts";
import type { Stored, World } from "./ports.ts";

const BATCH = 500;
/** Batches in one alarm: then the host gets a breath, and the next alarm goes on. */
const BATCHES_PER_ALARM = 20;
/** Chat is fresh in the archive within two seconds (behaviour.md), and a talk costs one batch a second. */
const SOON_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** An archive that said no does not change its mind by itself: it is asked now and then, should it have been mended. */
const LOOK_AGAIN_MS = 3_600_000;

/**
 * Copies the log into the database by itself, in order, in batches that may be repeated. It never gives up: whatever
 * happens, the next alarm is set before anything else, because a host drops alarms that fail too often.
 */
export class ArchiveDrain {
  readonly #world: World;
  readonly #journal: Journal;
  readonly #progress: ArchiveProgress;
  #isArmed = false;
  #batches = 0;

  constructor(world: World, journal: Journal, progress: ArchiveProgress) {
    this.#world = world;
    this.#journal = journal;
    this.#progress = progress;
  }

  /** Batches that were confirmed since the room woke. */
  get batches(): number {
    return this.#batches;
  }

  /** The log has grown, or the room has woken and cannot know whether it had told everything. */
  wanted(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#arm();
  }

  /** Also when it had been told to wait. */
  soon(): void {
    this.#isArmed = true;
    this.#arm();
  }

  /** One alarm's work. Whatever the archive does, the next alarm is set. */
  async run(): Promise<void> {
    const { clock, storage } = this.#world;
    const failures = (this.#progress.trouble?.failures ?? 0) + 1;
    this.#isArmed = true;
    // Before anything that can fail: this is the next try, and it stands even if the process ends here.
    storage.wakeAt(clock.now() + backoff(failures));
    if (this.#leftToWait() === 0) await this.#try(failures);
    this.#isArmed = false;
    const isDone = this.#progress.archived === this.#journal.head;
    if (isDone && !this.#journal.departed.isAtWork) storage.wakeAt(null);
    else this.wanted();
  }

  #arm(): void {
    const { clock, storage } = this.#world;
    storage.wakeAt(clock.now() + Math.max(SOON_MS, this.#leftToWait()));
  }

  /** Until the archive is tried again, in ms. More than it ever has to wait is left only where the machine's clock was set back since. */
  #leftToWait(): number {
    const { trouble } = this.#progress;
    if (!trouble) return 0;
    const left = Math.max(0, trouble.retryAt - this.#world.clock.now());
    return left > (trouble.kind === "failed" ? LONGEST_WAIT_MS : LOOK_AGAIN_MS) ? 0 : left;
  }

  async #try(failures: number): Promise<void> {
    try {
      await this.#drain(failures);
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      const retryAt = this.#world.clock.now() + backoff(failures);
      await this.#progress.stumbled({ kind: "failed", name, failures, retryAt });
      this.#world.counts.add("archive_failures", "failed");
      this.#world.log("archive.failed", { room: this.#journal.room, failures, reason: name });
    }
  }

  async #drain(failures: number): Promise<void> {
    const { archive } = this.#world;
    for (let batch = 0; batch < BATCHES_PER_ALARM; batch += 1) {
      const { archived } = this.#progress;
      const events = await this.#journal.read(archived + 1, archived + BATCH);
      const last = events.at(-1);
      if (!last) return this.#eraseNames(failures, BATCHES_PER_ALARM - batch);
      const stored = await archive.store(this.#journal.room, this.#journal.epoch, events);
      if (stored !== "stored") return this.#stop(stored, failures);
      this.#batches += 1;
      this.#world.counts.add("archived_events", "", events.length);
      // Only now: a mark moved before the answer would skip what the database never got.
      await this.#progress.confirmed(last.seq);
    }
  }

  /** Names of those who have deleted their accounts go from the archive too, in all lives of this room, page by page. */
  async #eraseNames(failures: number, pages: number): Promise<void> {
    const { room, epoch, departed } = this.#journal;
    for (let page = 0; page < pages; page += 1) {
      const who = departed.inArchive(this.#progress.archived);
      if (!who) return;
      const erased = await this.#world.archive.erase(room, epoch, who.person, who.after);
      if (erased === "fenced") return this.#stop(erased, failures);
      await departed.erasedInArchive(who, erased.next);
      await this.#progress.recovered();
    }
  }

  /** It will not be well by itself, so it is said aloud, and once. */
  async #stop(kind: Exclude<Stored, "stored">, failures: number): Promise<void> {
    this.#world.counts.add("archive_failures", kind);
    const before = this.#progress.trouble?.kind;
    const retryAt = this.#world.clock.now() + LOOK_AGAIN_MS;
    await this.#progress.stumbled({ kind, name: kind, failures, retryAt });
    if (before === kind) return;
    const { room, epoch } = this.#journal;
    this.#world.log(
      "archive.stopped",
      { room, epoch, reason: kind, after: this.#progress.archived },
      "alarm",
    );
  }
}

function backoff(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, SOON_MS * 2 ** Math.min(failures, 10));
}

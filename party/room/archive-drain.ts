import { KEY } from "./keys.ts";
import type { Journal } from "./journal.ts";
import type { World } from "./ports.ts";

const BATCH = 500;
/** Batches in one alarm: then the host gets a breath, and the next alarm goes on. */
const BATCHES_PER_ALARM = 20;
/** Chat is fresh in the archive within two seconds (behaviour.md), and a talk costs one batch a second. */
const SOON_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Copies the log into the database by itself, in order, in batches that may be repeated. It never gives up: whatever
 * happens, the next alarm is set before anything else, because a host drops alarms that fail too often.
 */
export class ArchiveDrain {
  readonly #world: World;
  readonly #journal: Journal;
  #isArmed = false;
  #failures = 0;
  /** The last event that the archive has confirmed, once that was read. */
  #archived: number | null = null;

  constructor(world: World, journal: Journal) {
    this.#world = world;
    this.#journal = journal;
  }

  /** The log has grown, or the room has woken and cannot know whether it had told everything. */
  wanted(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#world.storage.wakeAt(this.#world.clock.now() + SOON_MS);
  }

  /** One alarm's work. Never throws. */
  async run(): Promise<void> {
    const { clock, storage, log } = this.#world;
    this.#isArmed = true;
    // Before anything that can fail: this is the next try, and it stands even if the process ends here.
    storage.wakeAt(clock.now() + backoff(this.#failures + 1));
    try {
      await this.#drain();
      this.#failures = 0;
      this.#isArmed = false;
      if (this.#archived === this.#journal.head) storage.wakeAt(null);
      else this.wanted();
    } catch (error) {
      this.#failures += 1;
      const reason = error instanceof Error ? error.name : "unknown";
      log("archive.failed", { room: this.#journal.room, failures: this.#failures, reason });
    }
  }

  async #drain(): Promise<void> {
    const { archive, storage } = this.#world;
    for (let batch = 0; batch < BATCHES_PER_ALARM; batch += 1) {
      this.#archived ??= Number((await storage.get(KEY.archived)) ?? 0);
      const events = await this.#journal.read(this.#archived + 1, this.#archived + BATCH);
      const last = events.at(-1);
      if (!last) return;
      await archive(this.#journal.room, this.#journal.epoch, events);
      // Only now: a mark moved before the answer would skip what the database never got.
      await storage.commit({ put: new Map([[KEY.archived, String(last.seq)]]) });
      this.#archived = last.seq;
    }
  }
}

function backoff(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, SOON_MS * 2 ** Math.min(failures, 10));
}

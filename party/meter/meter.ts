import type { Clock, Storage } from "../object/ports.ts";
import { parseRow } from "../object/parse-row.ts";
import { DAY_MS, stepAt, stepKey, STEP_MS, type Step } from "./day.ts";
import type { Delta } from "./delta.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { KnownObjects } from "./known-objects.ts";
import { StoredSizes } from "./stored-sizes.ts";
import { sum } from "./sum.ts";
import type { Counts } from "./tally.ts";

const SUMS = "sums";
/** How long what was handed over may be in memory only. A write for each would be hundreds in a second. */
const STORED_WITHIN_MS = 5_000;
/** Far more than there are: should a label ever grow without end, what is new is left out, and the rows stay small. */
const MOST_KEYS = 1_500;

/**
 * Sums what all objects have counted, for good, and keeps the last day in steps. What it tells is what it has stored, so that nothing that
 * was told ever goes down (decision 0055).
 */
export class Meter {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #known: KnownObjects;
  readonly #sizes: StoredSizes;
  readonly #sums: Counts;
  #stored: Counts;
  #step: Step;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #isTimed = false;

  private constructor(at: { storage: Storage; clock: Clock }, woken: Woken) {
    this.#storage = at.storage;
    this.#clock = at.clock;
    this.#known = woken.known;
    this.#sizes = woken.sizes;
    this.#sums = woken.sums;
    this.#stored = { ...woken.sums };
    this.#step = woken.step;
  }

  static async open(at: { storage: Storage; clock: Clock }): Promise<Meter> {
    const { storage, clock } = at;
    const start = stepAt(clock.now());
    const [sums, step] = [await storage.get(SUMS), await storage.get(stepKey(start))];
    return new Meter(at, {
      known: await KnownObjects.open(storage),
      sizes: await StoredSizes.open(storage),
      sums: sums === undefined ? {} : parseRow<Counts>(sums),
      step: step === undefined ? emptyStep(start) : parseRow<Step>(step),
    });
  }

  /** Takes a handover in. One that comes again changes nothing. */
  async take(delta: Delta): Promise<void> {
    const now = this.#clock.now();
    await this.#turnTo(now);
    if (!this.#known.note(delta, now)) return;
    for (const counts of [this.#sums, this.#step.counts]) {
      let size = Object.keys(counts).length;
      for (const [key, by] of Object.entries(delta.counts)) {
        if (!(key in counts)) size += 1;
        if (key in counts || size <= MOST_KEYS) counts[key] = (counts[key] ?? 0) + by;
      }
    }
    const { connections, awake, archiveLagSeconds } = figuresOf({}, this.#known.all(now), now);
    this.#step.connections = Math.max(this.#step.connections, sum(Object.values(connections)));
    this.#step.roomsAwake = Math.max(this.#step.roomsAwake ?? 0, awake.room);
    this.#step.archiveLagSeconds = Math.max(this.#step.archiveLagSeconds, archiveLagSeconds);
    this.#sizes.note(delta.object, delta.party, delta.facts.storedBytes);
    this.#step.storedBytes = sum(Object.values(this.#sizes.sums()).map(({ bytes }) => bytes));
    await this.#storeSoon(now);
  }

  /** Without waiting until it is time for it: this server is about to go. */
  async store(): Promise<void> {
    const now = this.#clock.now();
    this.#writtenAt = now;
    const put = new Map([
      [SUMS, JSON.stringify(this.#sums)],
      [stepKey(this.#step.start), JSON.stringify(this.#step)],
      ...this.#known.takeRows(now),
      ...this.#sizes.takeRows(),
    ]);
    const stored = { ...this.#sums };
    // Where the host does not hold answers back until a write is durable, this does.
    await this.#storage.commit({ put });
    this.#stored = stored;
  }

  read(): Figures {
    const now = this.#clock.now();
    return figuresOf(this.#stored, this.#known.all(now), now, this.#sizes.sums());
  }

  /** The steps of the last day in which anything happened, the oldest first; of them those that began at `since` or later (ms since epoch). */
  async day(since = 0): Promise<Step[]> {
    const now = this.#clock.now();
    const start = Math.max(since, stepAt(now - DAY_MS));
    const range = { start: stepKey(start), end: stepKey(now + 1) };
    const rows = await this.#storage.list({ ...range, limit: 2 * (DAY_MS / STEP_MS) });
    return [...rows.values()].map((text) => parseRow<Step>(text));
  }

  async #storeSoon(now: number): Promise<void> {
    if (this.#isTimed) return;
    const waitMs = this.#writtenAt + STORED_WITHIN_MS - now;
    if (waitMs <= 0) return this.store();
    this.#isTimed = true;
    this.#clock.after(waitMs, () => {
      this.#isTimed = false;
      void this.store();
    });
  }

  /** Another step has begun: the last one is stored, and those of the day before are let go. */
  async #turnTo(now: number): Promise<void> {
    const start = stepAt(now);
    if (start <= this.#step.start) return;
    const before = this.#step;
    this.#step = emptyStep(start);
    const last = new Map([[stepKey(before.start), JSON.stringify(before)]]);
    const range = { start: stepKey(0), end: stepKey(start - DAY_MS), limit: 100 };
    const old = await this.#storage.list(range);
    await this.#storage.commit({ put: last, remove: [...old.keys()] });
  }
}

type Woken = { known: KnownObjects; sizes: StoredSizes; sums: Counts; step: Step };

function emptyStep(start: number): Step {
  return { start, counts: {}, connections: 0, archiveLagSeconds: 0 };
}

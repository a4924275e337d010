import type { KeyRange, Storage, Write } from "#party/object/ports.ts";
import type { Chance } from "./chance.ts";
import { apply, type DurableDisk } from "./durable-disk.ts";
import { never, type SimClock } from "./sim-clock.ts";
import { Accident } from "./violation.ts";

/**
 * How a host keeps its word that nothing is shown before it is durable. `gate`: a write may be built upon at once, and
 * everything that leaves is held back until it is durable. `plain`: a write is awaited until it is durable.
 */
export type HostKind = "gate" | "plain";

export type LifeRules = {
  kind: HostKind;
  /** ms until a write is durable. */
  writeTime: () => number;
  /** ms until a read is answered; 0: at once. */
  readTime: () => number;
  writeFails: () => boolean;
  /** This life has ended in the middle of something. */
  died: () => void;
};

type Pending = { write: Write | { alarmAt: number | null }; done: () => void };

/** One life of a room's process, from waking to sleep or crash, with what it has written and the disk has not yet. */
export class RoomLife {
  /** Resolves when this life is over. */
  readonly over: Promise<void>;
  /** When set, this life ends before its n-th effect from now: also between two lines of one function. */
  effectsLeft = Number.POSITIVE_INFINITY;
  readonly storage: Storage;
  readonly #clock: SimClock;
  readonly #disk: DurableDisk;
  readonly #rules: LifeRules;
  readonly #rows: Map<string, string>;
  #pending: Pending[] = [];
  #lastDurableAt = 0;
  #busy = 0;
  #isAlive = true;
  #tellOver: () => void = () => undefined;

  constructor(clock: SimClock, disk: DurableDisk, rules: LifeRules) {
    this.#clock = clock;
    this.#disk = disk;
    this.#rules = rules;
    this.over = new Promise((resolve) => {
      this.#tellOver = resolve;
    });
    this.#rows = rules.kind === "gate" ? new Map(disk.rows) : disk.rows;
    this.storage = {
      get: (key) => this.#read(() => this.#rows.get(key)),
      list: (range) => this.#read(() => listRows(this.#rows, range)),
      commit: (write) => this.#commit(write),
      flushed: () => this.#flushed(),
      wakeAt: (alarmAt) => this.#write({ alarmAt }, () => undefined),
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Nothing that this life still does has any effect. */
  stop() {
    this.#isAlive = false;
    this.#tellOver();
  }

  /** Whether this life would lose nothing by falling asleep now. */
  get isIdle(): boolean {
    return this.#busy === 0 && this.#pending.length === 0;
  }

  /** Runs `work` for this life alone; gives what to call when it is over. */
  begin(): () => void {
    this.#busy += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#busy -= 1;
      isOver = true;
    };
  }

  /** Whether the next thing that others could notice still happens. */
  effect(): boolean {
    if (!this.isAlive) return false;
    this.effectsLeft -= 1;
    if (this.effectsLeft > 0) return true;
    this.stop();
    this.#clock.after(0, () => this.#rules.died());
    return false;
  }

  /** Something leaves the room: at once, or when all that was written before it is durable. */
  send(leave: () => void) {
    if (!this.effect()) return;
    const last = this.#pending.at(-1);
    if (this.#rules.kind === "plain" || !last) return leave();
    const { done } = last;
    last.done = () => {
      done();
      leave();
    };
  }

  after(ms: number, run: () => void): () => void {
    // A timer that is soon due is work; one that is far off does not keep a room from sleeping.
    const end = ms < 1_000 ? this.begin() : () => undefined;
    const cancel = this.#clock.after(ms, () => {
      end();
      if (this.isAlive) run();
    });
    return () => {
      end();
      cancel();
    };
  }

  /** The end. Of what was not durable a part may have reached the disk all the same, in order; nobody hears of it. */
  end(chance: Chance) {
    this.stop();
    const reached = this.#pending.slice(0, chance.below(this.#pending.length + 1));
    this.#pending = [];
    for (const { write } of reached) this.#store(write);
  }

  async #read<T>(look: () => T): Promise<T> {
    if (!this.effect()) return never();
    const ms = this.#rules.readTime();
    if (ms === 0) return look();
    const end = this.begin();
    await this.#clock.sleep(ms);
    end();
    return this.isAlive ? look() : never();
  }

  #flushed(): Promise<void> {
    const last = this.#pending.at(-1);
    if (!last) return Promise.resolve();
    return new Promise((resolve) => {
      const { done } = last;
      last.done = () => {
        done();
        resolve();
      };
    });
  }

  #commit(write: Write): Promise<void> {
    if (!this.effect()) return never();
    if (this.#rules.kind === "gate") {
      apply(this.#rows, write);
      this.#write(write, () => undefined);
      return Promise.resolve();
    }
    if (this.#rules.writeFails()) return Promise.reject(new Accident("the disk is full"));
    return new Promise((resolve) => {
      this.#write(write, resolve);
    });
  }

  #write(write: Pending["write"], done: () => void) {
    if (!this.isAlive) return;
    this.#pending.push({ write, done });
    this.#lastDurableAt = Math.max(
      this.#lastDurableAt,
      this.#clock.now() + this.#rules.writeTime(),
    );
    this.#clock.after(this.#lastDurableAt - this.#clock.now(), () => this.#flushOne());
  }

  #flushOne() {
    if (!this.isAlive) return;
    if (this.#rules.kind === "gate" && this.#rules.writeFails()) {
      // A Durable Object whose write fails is reset before anybody hears of what came after.
      this.#pending = [];
      this.stop();
      return this.#rules.died();
    }
    const next = this.#pending.shift();
    if (!next) return;
    this.#store(next.write);
    next.done();
  }

  #store(write: Pending["write"]) {
    if ("alarmAt" in write) this.#disk.setAlarm(write.alarmAt);
    else this.#disk.write(write);
  }
}

function listRows(rows: ReadonlyMap<string, string>, range: KeyRange): Map<string, string> {
  const { start, end, limit, reverse } = range;
  const found = [...rows].filter(([key]) => key >= start && key < end);
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  if (reverse) found.reverse();
  return new Map(found.slice(0, limit));
}

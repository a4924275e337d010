import type { Database } from "../../web/storage/database.ts";
import type { Chance } from "./chance.ts";
import type { SimClock } from "./sim-clock.ts";
import { Accident } from "./violation.ts";

type Key = string | readonly [string, number];
type Range = { lower: Key; upper: Key };
type Row = { key: Key; value: unknown };
type Store = Map<string, Row>;
type Work = { act: () => unknown; done: (result: unknown) => void };

/** The one thing of IndexedDB that the code asks for by its global name. */
export const KEY_RANGE = { bound: (lower: Key, upper: Key): Range => ({ lower, upper }) };

/**
 * One browser's IndexedDB: transactions one after the other, each whole or not at all. It outlives its tabs, and of a
 * tab that dies it keeps what was committed, and sometimes what was about to be.
 */
export class IdbModel {
  readonly stores = new Map<string, Store>();
  /** How often a transaction fails, as on a full disk. */
  failing = 0;
  hasFailed = false;
  /** Called when something was committed. */
  changed: () => void = () => undefined;
  /** Called once, right after the next commit. */
  onNextCommit: (() => void) | null = null;
  readonly clock: SimClock;
  readonly chance: Chance;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: SimClock, chance: Chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /** One tab's connection, in the form of the library that the code talks to. */
  open(): { db: Database; kill: () => void } {
    let isAlive = true;
    let isGone = false;
    const begin = () =>
      new Transaction(this, () => {
        // What was about to be committed when the tab died may be; once something was not, nothing after it is.
        isGone ||= !isAlive && this.chance.happens(0.5);
        return !isGone;
      });
    const one = async (store: string, act: (rows: Store) => unknown) => begin().do(store, act);
    const db = {
      transaction: () => begin().asIdb(),
      getAll: (store: string, range: Range) =>
        one(store, (rows) => allIn(rows, range).map(({ value }) => value)),
      getAllKeys: (store: string) => one(store, (rows) => [...rows.values()].map(({ key }) => key)),
      close: () => undefined,
    };
    return { db: db as unknown as Database, kill: () => void (isAlive = false) };
  }

  /** Runs a transaction when all before it are over. */
  inTurn(run: () => Promise<void>) {
    this.#last = this.#last.then(run);
  }

  rows(store: string): Row[] {
    return [...(this.stores.get(store)?.values() ?? [])];
  }
}

class Transaction {
  readonly #model: IdbModel;
  readonly #mayCommit: () => boolean;
  readonly #written = new Map<string, Store>();
  #waiting: Work[] = [];
  #isAborted = false;
  #settle: { resolve: () => void; reject: (reason: unknown) => void } | null = null;
  readonly done: Promise<void>;

  constructor(model: IdbModel, mayCommit: () => boolean) {
    this.#model = model;
    this.#mayCommit = mayCommit;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // As the library does: a transaction that nobody waits for fails in silence.
    this.done.catch(() => undefined);
    model.inTurn(() => this.#run());
  }

  /** Asks for something. `writes`: it changes rows, so it gets a copy of its own until the commit. */
  do(store: string, act: (rows: Store) => unknown, writes = false): Promise<unknown> {
    return new Promise((done) => {
      this.#waiting.push({ act: () => act(writes ? this.#copy(store) : this.#rows(store)), done });
    });
  }

  asIdb() {
    const objectStore = (name: string) =>
      nothingElse({
        get: (key: Key) => this.do(name, (rows) => rows.get(String(key))?.value),
        getAll: (range: Range) =>
          this.do(name, (rows) => allIn(rows, range).map(({ value }) => value)),
        getAllKeys: (range: Range) =>
          this.do(name, (rows) => allIn(rows, range).map(({ key }) => key)),
        put: (value: unknown, key: Key) =>
          this.do(name, (rows) => void rows.set(String(key), { key, value }), true),
        delete: (which: Key | Range) => this.do(name, (rows) => remove(rows, which), true),
      });
    return {
      objectStore,
      store: objectStore("outbox"),
      done: this.done,
      abort: () => void (this.#isAborted = true),
    };
  }

  async #run(): Promise<void> {
    const { clock, chance, failing } = this.#model;
    const fails = failing > 0 && chance.happens(failing);
    if (chance.happens(0.3)) await clock.sleep(chance.between(1, 20));
    while (this.#waiting.length > 0) {
      const work = this.#waiting;
      this.#waiting = [];
      for (const { act, done } of work) done(act());
      // Whoever waits for an answer asks the next thing before this: else the transaction is complete.
      await clock.sleep(0);
    }
    await clock.sleep(chance.between(0, 8));
    this.#model.hasFailed ||= fails;
    if (this.#isAborted || fails || !this.#mayCommit()) {
      this.#settle?.reject(new Accident("the transaction was aborted"));
      return;
    }
    for (const [name, rows] of this.#written) this.#model.stores.set(name, rows);
    this.#model.changed();
    const next = this.#model.onNextCommit;
    this.#model.onNextCommit = null;
    next?.();
    this.#settle?.resolve();
  }

  /** Transactions run one at a time, so a copy of what they change is all the isolation they need. */
  #copy(store: string): Store {
    const rows = this.#written.get(store) ?? new Map(this.#model.stores.get(store));
    this.#written.set(store, rows);
    return rows;
  }

  #rows(store: string): Store {
    return this.#written.get(store) ?? this.#model.stores.get(store) ?? NO_ROWS;
  }
}

const NO_ROWS: Store = new Map();

function allIn(rows: Store, { lower, upper }: Range): Row[] {
  return [...rows.values()]
    .filter(({ key }) => placeOf(key) >= placeOf(lower) && placeOf(key) <= placeOf(upper))
    .toSorted((a, b) => placeOf(a.key) - placeOf(b.key));
}

/** What this model cannot do would look like a disk that does not play along, and nobody would notice: so it is told aloud. */
function nothingElse<T extends object>(model: T): T {
  return new Proxy(model, {
    get(target, name, receiver) {
      if (!(name in target) && typeof name === "string" && name !== "then") {
        const missing = new RangeError(`the model of IndexedDB has no ${name}`);
        queueMicrotask(() => {
          throw missing;
        });
      }
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function remove(rows: Store, which: Key | Range) {
  if (typeof which === "string" || Array.isArray(which)) return void rows.delete(String(which));
  const { lower, upper } = which as Range;
  for (const [name, { key }] of rows) {
    if (placeOf(key) >= placeOf(lower) && placeOf(key) <= placeOf(upper)) rows.delete(name);
  }
}

function placeOf(key: Key): number {
  return typeof key === "string" ? 0 : key[1];
}

import type { KeyRange, Storage, Write } from "#party/object/ports.ts";

type Row = string | Uint8Array;
type Pending = { write: Write<Row>; done: () => void };

/** Storage of one object: what it has written it reads at once, and what has become durable outlives it. */
export class SimDisk {
  readonly durable = new Map<string, Row>();
  /** Hears of every write in the moment in which it becomes durable. */
  became: (write: Write<Row>) => void = () => undefined;
  wakeAt: (at: number | null) => void = () => undefined;
  /** A write is under way. */
  began: () => void = () => undefined;
  /** Whether the host holds back what is sent until it is durable; otherwise it says when it is. */
  readonly isGated: boolean;
  issued = 0;
  flushed = 0;
  #seen = new Map<string, Row>();
  #pending: Pending[] = [];
  #life = 0;

  constructor(isGated: boolean) {
    this.isGated = isGated;
  }

  /** As the object that is awake now has it: whatever comes before it has no storage any more. */
  lend<R extends Row>(): Storage<R> {
    const life = this.#life;
    return {
      // Each object reads only rows of its own kind.
      get: (key) => Promise.resolve(this.#seen.get(key) as R | undefined),
      list: (range) => Promise.resolve(this.#list(range) as Map<string, R>),
      commit: (write) => (life === this.#life ? this.#commit(write) : new Promise(() => undefined)),
      flushed: () => Promise.resolve(),
      wakeAt: (at) => {
        if (life === this.#life) this.wakeAt(at);
      },
    };
  }

  /** The first write that is under way becomes durable. */
  flush(): void {
    const next = this.#pending.shift();
    if (!next) return;
    apply(this.durable, next.write);
    this.flushed += 1;
    this.became(next.write);
    next.done();
  }

  /** The process dies, with all that is under way. */
  crash(): void {
    this.#pending = [];
    this.flushed = this.issued;
    this.sleep();
  }

  /** Another object wakes on the same rows. */
  sleep(): void {
    this.#life += 1;
    this.#seen = new Map(this.durable);
  }

  get isIdle(): boolean {
    return this.#pending.length === 0;
  }

  #list({ start, end, limit, reverse }: KeyRange): Map<string, Row> {
    const rows = [...this.#seen].filter(([key]) => key >= start && key < end);
    rows.sort(([a], [b]) => (a < b ? -1 : 1));
    if (reverse) rows.reverse();
    return new Map(rows.slice(0, limit));
  }

  #commit(write: Write<Row>): Promise<void> {
    apply(this.#seen, write);
    this.issued += 1;
    const durable = new Promise<void>((done) => void this.#pending.push({ write, done }));
    this.began();
    return this.isGated ? Promise.resolve() : durable;
  }
}

function apply(rows: Map<string, Row>, { put, remove = [] }: Write<Row>): void {
  for (const [key, row] of put) rows.set(key, row);
  for (const key of remove) rows.delete(key);
}

import { isNameless, withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { fromRow } from "./event-rows.ts";
import { endOf } from "../object/keys.ts";
import { KEY } from "./keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import type { Turns } from "../object/turns.ts";

const PAGE = 128;
/** Rows of events that are looked through, and perhaps stored anew, in one write: 4 MB at the most. */
const ROWS_AT_ONCE = 32;
const PAGES_PER_ALARM = 20;

/** `seq`: the event by which someone departed. `log`: rows from this number on have to be looked through; null: all were. */
type Row = { seq: number; log: number | null };

/** A person whose name the archive still has to be rid of, and the archive's own mark of where to go on. */
export type ToErase = { person: PersonId; after: string };

/** Rows to be stored with something else, and what to call when they are. */
type Noted = { rows: Map<string, string>; stored: () => void };

/**
 * Those who have deleted their accounts. From the write on that stores it nobody hears their names any more, because whatever is
 * read from the log passes `hide`. That the names go from storage and archive as well takes its time, in pages.
 */
export class Departed {
  readonly #storage: Storage;
  readonly #rows: Map<PersonId, Row>;
  /** Whose names may still be in the archive, with the mark behind which it was not looked through yet. */
  readonly #inArchive: Map<PersonId, string>;

  private constructor(
    storage: Storage,
    rows: Map<PersonId, Row>,
    inArchive: Map<PersonId, string>,
  ) {
    this.#storage = storage;
    this.#rows = rows;
    this.#inArchive = inArchive;
  }

  static async open(storage: Storage): Promise<Departed> {
    const rows = await readAll(storage, KEY.departed(""));
    const marks = await readAll(storage, KEY.nameInArchive(""));
    return new Departed(
      storage,
      new Map([...rows].map(([person, row]) => [person, parseRow<Row>(row)])),
      marks,
    );
  }

  has(person: PersonId): boolean {
    return this.#rows.has(person);
  }

  /** The event as it may be told. */
  hide(event: RoomEvent): RoomEvent {
    return this.has(event.by) && !isNameless(event) ? withoutName(event) : event;
  }

  /** Whether names are still to be found somewhere. */
  get isAtWork(): boolean {
    return this.#inArchive.size > 0 || [...this.#rows.values()].some(({ log }) => log !== null);
  }

  /** Notes who departs by these events. */
  noting(events: readonly RoomEvent[]): Noted {
    const news = events.filter(({ type }) => type === "member.erased");
    const rows = news.map(({ by, seq }) => [by, { seq, log: 1 }] as const);
    return {
      rows: new Map(
        rows.flatMap(([person, row]) => [
          [KEY.departed(person), JSON.stringify(row)],
          [KEY.nameInArchive(person), ""],
        ]),
      ),
      stored: () => {
        for (const [person, row] of rows) {
          this.#rows.set(person, row);
          this.#inArchive.set(person, "");
        }
      },
    };
  }

  /** The archive is copied anew, from wherever: it has to be looked through again. */
  startingOver(): Noted {
    const people = [...this.#rows.keys()];
    return {
      rows: new Map(people.map((person) => [KEY.nameInArchive(person), ""])),
      stored: () => people.forEach((person) => this.#inArchive.set(person, "")),
    };
  }

  /** Someone whose name is still in the archive, of which everything up to `archived` is confirmed. */
  inArchive(archived: number): ToErase | null {
    for (const [person, after] of this.#inArchive) {
      const { seq } = this.#rows.get(person) ?? { seq: 0 };
      // Before that, what was sent last and never answered might still bring the name along.
      if (seq <= archived) return { person, after };
    }
    return null;
  }

  /** The archive has been looked through up to `next`; null: to its end. */
  async erasedInArchive({ person }: ToErase, next: string | null): Promise<void> {
    const key = KEY.nameInArchive(person);
    const done = { put: new Map<string, string>(), remove: [key] };
    await this.#storage.commit(next === null ? done : { put: new Map([[key, next]]) });
    if (next === null) this.#inArchive.delete(person);
    else this.#inArchive.set(person, next);
  }

  /** Some pages of the log: what is left waits for the next alarm, and whoever wants a turn gets it between two pages. */
  async erasePages(turns: Turns): Promise<void> {
    for (let page = 0; page < PAGES_PER_ALARM; page += 1) {
      if (!(await turns.take(() => this.#erasePage()))) return;
    }
  }

  /**
   * Looks through one page of the log's rows and stores those anew that hold a name. Its progress is stored with it, so it may end
   * anywhere. False when there is nothing left to do.
   */
  async #erasePage(): Promise<boolean> {
    const found = [...this.#rows].find(([, { log }]) => log !== null);
    if (!found) return false;
    const [person, { seq, log }] = found;
    const range = { start: KEY.event(log ?? 1), end: KEY.event(seq), limit: ROWS_AT_ONCE };
    const page = [...(await this.#storage.list(range))].map(
      ([key, row]) => [key, fromRow(row)] as const,
    );
    // Shorter than before, so a row that could be stored still can.
    const anew = page
      .filter(([, events]) => events.some((event) => this.hide(event) !== event))
      .map(
        ([key, events]) => [key, JSON.stringify(events.map((event) => this.hide(event)))] as const,
      );
    const last = page.at(-1)?.[1].at(-1)?.seq;
    const row = { seq, log: page.length < ROWS_AT_ONCE || last === undefined ? null : last + 1 };
    await this.#storage.commit({
      put: new Map([...anew, [KEY.departed(person), JSON.stringify(row)]]),
    });
    this.#rows.set(person, row);
    return true;
  }
}

async function readAll(storage: Storage, prefix: string): Promise<Map<PersonId, string>> {
  const found = new Map<PersonId, string>();
  let start = prefix;
  for (;;) {
    const page = await storage.list({ start, end: endOf(prefix), limit: PAGE });
    for (const [key, row] of page) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of a key that this code wrote
      found.set(key.slice(prefix.length) as PersonId, row);
      // The smallest key behind this one.
      start = `${key}\u0000`;
    }
    if (page.size < PAGE) return found;
  }
}

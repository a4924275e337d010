import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { endOf } from "../object/keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage, Write } from "../object/ports.ts";
import type { ReceiptsChoice } from "../rooms.ts";
import { KEY } from "./keys.ts";

const PAGE = 128;

/** What leaving takes along, to be stored with it, and what to call when it is. */
type Noted = Required<Write> & { stored: () => void };

/**
 * How far people have read who let it be known: the highest number of each, so that order, loss and repetition change nothing. And who
 * does not, as their inbox has told. Both are no part of the log (docs/decisions/0046).
 */
export class StoredReceipts {
  readonly #read: Map<PersonId, number>;
  readonly #choices: Map<PersonId, ReceiptsChoice>;
  #isStored = true;

  private constructor(read: Map<PersonId, number>, choices: Map<PersonId, ReceiptsChoice>) {
    this.#read = read;
    this.#choices = choices;
  }

  static async open(storage: Storage): Promise<StoredReceipts> {
    const row = await storage.get(KEY.receipts);
    const read = row === undefined ? [] : parseRow<[PersonId, number][]>(row);
    return new StoredReceipts(new Map(read), await readChoices(storage));
  }

  /** By person. */
  get read(): ReadonlyMap<PersonId, number> {
    return this.#read;
  }

  /** Whether this is news. */
  raise(person: PersonId, seq: number): boolean {
    const isHidden = this.#choices.get(person)?.isShown === false;
    if (isHidden || seq <= (this.#read.get(person) ?? -1)) return false;
    this.#read.set(person, seq);
    this.#isStored = false;
    return true;
  }

  /** Puts what has changed since into storage, all of it in one row: few people are in a room that has receipts. */
  async store(storage: Storage): Promise<void> {
    if (this.#isStored) return;
    this.#isStored = true;
    await storage.commit({ put: new Map([[KEY.receipts, rowOf(this.#read)]]) });
  }

  /** Takes what somebody has chosen, unless it was told out of order. Whether it was taken. */
  async choose(storage: Storage, person: PersonId, choice: ReceiptsChoice): Promise<boolean> {
    if (choice.at <= (this.#choices.get(person)?.at ?? 0)) return false;
    this.#choices.set(person, choice);
    if (!choice.isShown) this.#read.delete(person);
    this.#isStored = true;
    await storage.commit({
      put: new Map([
        [KEY.receiptsChoice(person), JSON.stringify(choice)],
        [KEY.receipts, rowOf(this.#read)],
      ]),
    });
    return true;
  }

  /** Whoever leaves takes along what is known of them; their inbox tells it again when they come back. */
  noting(events: readonly RoomEvent[]): Noted {
    const leaving = events.filter(
      ({ type, imported }) => !imported && (type === "member.left" || type === "member.erased"),
    );
    const read = new Map(this.#read);
    for (const { by } of leaving) read.delete(by);
    return {
      put: new Map(read.size < this.#read.size ? [[KEY.receipts, rowOf(read)]] : []),
      remove: leaving
        .filter(({ by }) => this.#choices.has(by))
        .map(({ by }) => KEY.receiptsChoice(by)),
      stored: () => {
        for (const { by } of leaving) {
          this.#read.delete(by);
          this.#choices.delete(by);
        }
      },
    };
  }
}

function rowOf(read: ReadonlyMap<PersonId, number>): string {
  return JSON.stringify([...read]);
}

async function readChoices(storage: Storage): Promise<Map<PersonId, ReceiptsChoice>> {
  const prefix = KEY.receiptsChoice("");
  const choices = new Map<PersonId, ReceiptsChoice>();
  let start = prefix;
  for (;;) {
    const page = await storage.list({ start, end: endOf(prefix), limit: PAGE });
    for (const [key, row] of page) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of a key that this code wrote
      choices.set(key.slice(prefix.length) as PersonId, parseRow<ReceiptsChoice>(row));
      // The smallest key behind this one.
      start = `${key}\u0000`;
    }
    if (page.size < PAGE) return choices;
  }
}

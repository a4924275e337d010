import { NO_NUMBERS, runsOf, type NumberSet, type Runs } from "#protocol/inbox/number-set.ts";
import type { PlaceUnread, RoomUnread } from "#protocol/inbox/unread.ts";
import type { RoomId } from "#protocol/ids.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import { INBOX_KEY } from "./keys.ts";

/** Numbers (two a run) of one list that its place's row holds: it is written with every change there, and storage takes no row of any size. */
const MOST_IN_ROW = 400;

/** Lists of numbers by their names in storage (keys.ts). */
type Lists = ReadonlyMap<string, NumberSet>;

/** A list as its place's row holds it; null: it is long, and kept in pages. */
export function inRow(numbers: NumberSet): number[] | null {
  return isLong(numbers) ? null : runsOf(numbers);
}

/**
 * The lists of numbers of rooms and threads, as storage has them in pages: what is unread in a room always, all others where they are
 * long. A message more costs one page of a list, and no list is too long to be stored.
 */
export class NumberPages {
  readonly #stored: Map<string, NumberSet>;

  private constructor(stored: Map<string, NumberSet>) {
    this.#stored = stored;
  }

  static async open(storage: Storage): Promise<NumberPages> {
    const stored = new Map<string, Map<number, Runs>>();
    for (const prefix of ["u:", "l:"]) {
      for (const [key, row] of await readAll(storage, prefix)) {
        const end = key.lastIndexOf(":");
        const list = key.slice(0, end);
        const pages = stored.get(list) ?? new Map<number, Runs>();
        stored.set(list, pages.set(Number(key.slice(end + 1)), parseRow<number[]>(row)));
      }
    }
    return new NumberPages(stored);
  }

  get(list: string): NumberSet {
    return this.#stored.get(list) ?? NO_NUMBERS;
  }

  /** The pages that are others than they are stored: to write, and to remove; and what to call when that is done. */
  change(lists: Lists) {
    const put = new Map<string, string>();
    const remove: string[] = [];
    for (const [list, after] of lists) {
      // Compared with what is stored, and not with what held before: a list that has grown long is in no page yet.
      const before = this.get(list);
      for (const [page, runs] of after)
        if (before.get(page) !== runs) put.set(INBOX_KEY.page(list, page), JSON.stringify(runs));
      for (const page of before.keys())
        if (!after.has(page)) remove.push(INBOX_KEY.page(list, page));
    }
    return { put, remove, stored: () => this.#keep(lists) };
  }

  /** All rows are gone. */
  clear(): void {
    this.#stored.clear();
  }

  #keep(lists: Lists): void {
    for (const [list, pages] of lists) {
      if (pages.size > 0) this.#stored.set(list, pages);
      else this.#stored.delete(list);
    }
  }
}

/** What of a room that was `before` is to be in pages now. Threads are passed over in which nothing has changed. */
export function listsInPages(
  room: RoomId,
  before: RoomUnread | undefined,
  { unread, threads, ...place }: RoomUnread,
): Lists {
  const lists = new Map<string, NumberSet>();
  lists.set(INBOX_KEY.unread(room), unread);
  const keep = (root: number, { mentions, manual }: Pick<PlaceUnread, "mentions" | "manual">) => {
    lists.set(INBOX_KEY.list(room, "mentions", root), inPages(mentions));
    lists.set(INBOX_KEY.list(room, "manual", root), inPages(manual?.unread ?? NO_NUMBERS));
  };
  keep(0, place);
  for (const [root, thread] of threads) {
    if (before?.threads.get(root) === thread) continue;
    lists.set(INBOX_KEY.list(room, "unread", root), inPages(thread.unread));
    keep(root, thread);
  }
  return lists;
}

function inPages(numbers: NumberSet): NumberSet {
  return isLong(numbers) ? numbers : NO_NUMBERS;
}

function isLong(numbers: NumberSet): boolean {
  let length = 0;
  for (const runs of numbers.values()) length += runs.length;
  return length > MOST_IN_ROW;
}

import type { MessageDeleted } from "#protocol/events.ts";
import { asDeleted, erasedWith } from "#protocol/tombstone.ts";
import { fromRow, toRows, write } from "./event-rows.ts";
import type { Storage } from "../object/ports.ts";

/**
 * The log's rows without the words that these deletions take out of it, for the same write that stores the deletions: from then on
 * nobody finds them, not even the room itself. `rowHolding` gives the key of the row that holds an event. Who has deleted a short
 * message may take more room than its words: a row that was full becomes two, each under its first number.
 */
export async function rowsWithoutWords(
  storage: Storage,
  rowHolding: (seq: number) => Promise<string | undefined>,
  deletions: readonly MessageDeleted[],
): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const seq of deletions.flatMap(erasedWith)) {
    const key = await rowHolding(seq);
    if (key === undefined || rows.has(key)) continue;
    const row = await storage.get(key);
    if (row === undefined) continue;
    const events = fromRow(row);
    // Of a batch that both says something and takes it back, the row is yet to be written.
    if (!events.some((event) => event.seq === seq)) continue;
    for (const [name, anew] of toRows(events.map((event) => write(asDeleted(event, deletions)))))
      rows.set(name, anew);
  }
  return rows;
}

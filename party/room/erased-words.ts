import type { MessageDeleted } from "#protocol/events.ts";
import { asDeleted, erasedWith } from "#protocol/tombstone.ts";
import { fromRow } from "./event-rows.ts";
import type { Storage } from "../object/ports.ts";

/**
 * The log's rows without the words that these deletions take out of it, for the same write that stores the deletions: from then on
 * nobody finds them, not even the room itself. `rowHolding` gives the key of the row that holds an event. Rows get shorter, so
 * what could be stored still can.
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
    rows.set(key, JSON.stringify(events.map((event) => asDeleted(event, deletions))));
  }
  return rows;
}

import type { ImportEntry } from "#protocol/commands.ts";
import { MAX_IMPORT_ENTRIES } from "#protocol/limits.ts";
import { utf8Length } from "#protocol/text.ts";

/** What fits into one request of 64 KiB (docs/protocol.md §1), with room for what stands around the entries. */
const MAX_BATCH_BYTES = 64 * 1024 - 1_024;

/** The entries in order, cut into as few requests as their number and their bytes allow. */
export function inBatches(entries: readonly ImportEntry[]): ImportEntry[][] {
  const batches: ImportEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const bytes = utf8Length(JSON.stringify(entry)) + 1;
    const last = batches.at(-1);
    if (last && last.length < MAX_IMPORT_ENTRIES && bytes <= room) {
      last.push(entry);
      room -= bytes;
    } else {
      batches.push([entry]);
      room = MAX_BATCH_BYTES - bytes;
    }
  }
  return batches;
}

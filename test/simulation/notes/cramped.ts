import type { Edit } from "../bundle.ts";

const edit = (file: string, find: string, replace: string): Edit => ({ file, find, replace });

/** Limits so small that a short story fills them: changes are put together after a few, and all that is stored has several parts and pages. */
export const CRAMPED: readonly Edit[] = [
  edit("party/notes/update-log.ts", "COMPACT_AT_ROWS = 200", "COMPACT_AT_ROWS = 5"),
  edit("party/notes/update-log.ts", "ROWS_AT_ONCE = 128", "ROWS_AT_ONCE = 3"),
  edit("party/notes/parts.ts", "PART_BYTES = 110_000", "PART_BYTES = 90"),
  edit("party/notes/removed-words.ts", "MOST_REMEMBERED = 256 * 1024", "MOST_REMEMBERED = 3_000"),
  edit("party/notes/authors.ts", "IDS_PER_ROW = 10_000", "IDS_PER_ROW = 2"),
  edit("party/notes/authors.ts", "ROWS_AT_ONCE = 128", "ROWS_AT_ONCE = 2"),
  edit("party/notes/versions.ts", "ROWS_AT_ONCE = 128", "ROWS_AT_ONCE = 2"),
  edit("protocol/notes/limits.ts", "MUCH_REMOVED = 100", "MUCH_REMOVED = 6"),
  edit("protocol/notes/limits.ts", "SOME_REMOVED = 20", "SOME_REMOVED = 3"),
];

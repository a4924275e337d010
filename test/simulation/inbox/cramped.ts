import type { Edit } from "../bundle.ts";
import { limit } from "../cramped.ts";

/** Limits so small that letters, frames and stored numbers have several pages in a short story. */
export const CRAMPED: readonly Edit[] = [
  limit("MAX_EVENTS_BYTES_PER_FRAME = 256 * 1024", "MAX_EVENTS_BYTES_PER_FRAME = 400"),
  {
    file: "protocol/inbox/limits.ts",
    find: "MAX_RUNS_TOLD = 400",
    replace: "MAX_RUNS_TOLD = 4",
  },
  { file: "party/room/letters.ts", find: "PAGE = 500", replace: "PAGE = 3" },
  { file: "party/room/letters.ts", find: "REMEMBERED = 200", replace: "REMEMBERED = 2" },
  { file: "party/room/inbox-rounds.ts", find: "FAR_EVENTS = 2_000", replace: "FAR_EVENTS = 12" },
  { file: "party/room/inbox-rounds.ts", find: "FEW_EVENTS = 100", replace: "FEW_EVENTS = 0" },
  { file: "party/room/journal.ts", find: "TAIL_EVENTS = 256", replace: "TAIL_EVENTS = 2" },
  { file: "party/object/read-all.ts", find: "const PAGE = 128", replace: "const PAGE = 3" },
  { file: "party/inbox/number-pages.ts", find: "MOST_IN_ROW = 400", replace: "MOST_IN_ROW = 2" },
  { file: "protocol/inbox/number-set.ts", find: "PAGE_SIZE = 1_024", replace: "PAGE_SIZE = 4" },
];

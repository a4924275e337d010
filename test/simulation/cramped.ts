import type { Edit } from "./bundle.ts";

/** Limits so small that every page, snapshot and budget is met in a short story. */
export const CRAMPED: readonly Edit[] = [
  limit("MAX_RESUME_EVENTS = 1_000", "MAX_RESUME_EVENTS = 6"),
  limit("MAX_EVENTS_PER_FRAME = 500", "MAX_EVENTS_PER_FRAME = 2"),
  limit("SNAPSHOT_EVENTS = 60", "SNAPSHOT_EVENTS = 4"),
  { file: "party/room/journal.ts", find: "TAIL_EVENTS = 256", replace: "TAIL_EVENTS = 2" },
  { file: "protocol/timeline.ts", find: "CHUNK = 128", replace: "CHUNK = 4" },
];

export function limit(find: string, replace: string): Edit {
  return { file: "protocol/limits.ts", find, replace };
}

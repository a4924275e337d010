import { HISTORY_PAGE, MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";

/** Rows beyond the window for which events are fetched before anyone sees that they are missing. */
const AHEAD = 30;
/** More events than fit on a screen: many of them are told elsewhere and take no room, and their like may go on for long. */
const CROWDED = 200;

export type Span = { from: number; to: number };

/**
 * The events to ask for when rows of events `first`..`last` are on the screen, in whole pages, or null when all are
 * known. Pages begin at fixed numbers, so a slow scroll asks for each page once.
 */
export function missingAround(
  timeline: Timeline,
  first: number,
  last: number,
  head: number,
): Span | null {
  let from = 0;
  let to = 0;
  for (let seq = Math.max(1, first - AHEAD); seq <= Math.min(head, last + AHEAD); seq += 1) {
    if (!eventAt(timeline, seq)) {
      if (from === 0) from = seq;
      to = seq;
    }
  }
  if (from === 0) return null;
  const page = last - first > CROWDED ? MAX_HISTORY_PAGE : HISTORY_PAGE;
  const pageOf = (seq: number) => Math.floor((seq - 1) / page);
  return {
    from: pageOf(from) * page + 1,
    to: Math.min(head, (pageOf(to) + 1) * page),
  };
}

import type { RoomEvent } from "#protocol/events.ts";
import { MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import type { Answer } from "../answer.ts";

/** Where the events of a room are read: the oldest `limit` above `after`. */
export type ReadEvents = (after: number, limit: number) => Promise<Answer<readonly RoomEvent[]>>;

/** An event by its number, and when it happened, in ms since epoch. */
export type Known = { seq: number; at: number };

/**
 * The first event that happened at or after `wanted` (ms since epoch), among the numbers up to `head`; `head` itself where
 * all are older. Guesses by time and by halves in turn, and asks for one event each: of a million, less than twenty times.
 */
export async function findFirstAfter(
  read: ReadEvents,
  head: Known,
  wanted: number,
): Promise<Answer<Known>> {
  // A room is as old as its opening; what was brought along is older, and comes after that.
  let low: Known | null = null;
  let from = 1;
  let to = head;
  for (let turn = 0; to.seq - from > MAX_HISTORY_PAGE; turn += 1) {
    const guess = low !== null && turn % 2 === 0 ? byTime(low, to, wanted) : halfway(from, to.seq);
    const answer = await read(guess - 1, 1);
    if (!answer.ok) return answer;
    const [event] = answer.value;
    if (!event) break;
    if (event.at >= wanted) to = event;
    else {
      low = event;
      from = event.seq;
    }
  }
  const page = await read(from - 1, MAX_HISTORY_PAGE);
  if (!page.ok) return page;
  const first = page.value.find(({ at, type }) => at >= wanted && type !== "room.created");
  return { ok: true, value: first && first.seq < to.seq ? first : to };
}

function halfway(from: number, to: number): number {
  return Math.floor((from + to) / 2);
}

/** As if people talked evenly. Never so near to an end that the next guess would be the same. */
function byTime(low: Known, high: Known, wanted: number): number {
  const share = (wanted - low.at) / Math.max(1, high.at - low.at);
  const span = high.seq - low.seq;
  const margin = Math.min(MAX_HISTORY_PAGE / 2, Math.floor(span / 4));
  const guess = low.seq + Math.round(span * share);
  return Math.min(high.seq - margin, Math.max(low.seq + margin, guess));
}

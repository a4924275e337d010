import type { RoomEvent } from "./events.ts";

const CHUNK = 128;

/**
 * The events of one room that this holder knows, by number. It has gaps where nothing was loaded. A timeline never
 * changes: adding copies only the chunks it touches, so a reader of 100,000 events pays for a handful.
 */
export type Timeline = { readonly chunks: ReadonlyMap<number, readonly (RoomEvent | undefined)[]> };

export const EMPTY_TIMELINE: Timeline = { chunks: new Map() };

export function eventAt(timeline: Timeline, seq: number): RoomEvent | undefined {
  return timeline.chunks.get(Math.floor(seq / CHUNK))?.[seq % CHUNK];
}

export function withEvents(timeline: Timeline, events: readonly RoomEvent[]): Timeline {
  if (events.length === 0) return timeline;
  const chunks = new Map(timeline.chunks);
  const copied = new Map<number, (RoomEvent | undefined)[]>();
  for (const event of events) {
    const number = Math.floor(event.seq / CHUNK);
    let chunk = copied.get(number);
    if (!chunk) {
      chunk = [...(chunks.get(number) ?? Array.from({ length: CHUNK }, () => undefined))];
      copied.set(number, chunk);
      chunks.set(number, chunk);
    }
    chunk[event.seq % CHUNK] = event;
  }
  return { chunks };
}

/** Lets go of whole chunks below `seq`: a server keeps the recent tail only. */
export function forgetBefore(timeline: Timeline, seq: number): Timeline {
  const first = Math.floor(seq / CHUNK);
  if (![...timeline.chunks.keys()].some((number) => number < first)) return timeline;
  return { chunks: new Map([...timeline.chunks].filter(([number]) => number >= first)) };
}

/** Events `from`..`to` inclusive, or null when this holder does not know all of them. */
export function eventsBetween(timeline: Timeline, from: number, to: number): RoomEvent[] | null {
  const events: RoomEvent[] = [];
  for (let seq = from; seq <= to; seq += 1) {
    const event = eventAt(timeline, seq);
    if (!event) return null;
    events.push(event);
  }
  return events;
}

/** Every known event, oldest first. */
export function knownEvents(timeline: Timeline): RoomEvent[] {
  return [...timeline.chunks]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, chunk]) => chunk.filter((event) => event !== undefined));
}

import type { RoomEvent } from "#protocol/events.ts";
import {
  applyToMessage,
  changedBy,
  UNCHANGED,
  type MessageState,
} from "#protocol/message-state.ts";
import type { MessageStates, RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import { asDeleted, deletionsIn } from "#protocol/tombstone.ts";

type State = readonly [number, MessageState];

/** Older events, and what had become of them when the room was at `head`. */
export type HistoryPage = {
  events: readonly RoomEvent[];
  states: readonly State[];
  head: number;
};

/**
 * A page that was asked for, as it belongs into this room: without what the room has not told of yet, and with what has happened
 * since the page was read. A reader that knows more than the page must not be turned back by it.
 */
export function pageFor(
  room: RoomState,
  page: HistoryPage,
): Pick<HistoryPage, "events" | "states"> {
  const since = eventsAbove(room, page.head);
  const deletions = deletionsIn(since);
  const events = page.events
    .filter(({ seq }) => seq <= room.seq)
    .map((event) => asDeleted(event, deletions));
  const states = new Map(page.states);
  const seqs = new Set(events.map(({ seq }) => seq));
  for (const event of since) {
    for (const seq of changedBy(event)) {
      if (seqs.has(seq)) states.set(seq, applyToMessage(states.get(seq) ?? UNCHANGED, seq, event));
    }
  }
  return { events, states: [...states].filter(([seq]) => seqs.has(seq)) };
}

function eventsAbove(room: RoomState, head: number): RoomEvent[] {
  const events: RoomEvent[] = [];
  for (let seq = head + 1; seq <= room.seq; seq += 1) {
    const event = eventAt(room.timeline, seq);
    if (event) events.push(event);
  }
  return events;
}

/** The states that are known, and those of a page; of two, the one that more has happened in. */
export function withStates(known: MessageStates, page: readonly State[]): MessageStates {
  const newer = page.filter(([seq, state]) => state.asOf > (known.get(seq)?.asOf ?? 0));
  return newer.length === 0 ? known : new Map([...known, ...newer]);
}

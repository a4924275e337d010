import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { MessageStates } from "#protocol/room-state.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import type { Pending } from "../room/room-view.ts";
import { isMembership, runEnding, type Membership } from "./membership-runs.ts";
import { dayOf } from "./times.ts";

type MessagePosted = Extract<RoomEvent, { type: "message.posted" }>;
type AboutMessage = Extract<
  RoomEvent,
  { type: "message.edited" | "message.deleted" | "message.reacted" | "message.pinned" }
>;
/** Told beside the room's people, to whom they are of use, and who is named in the note: that is told to them. */
type ToldBeside = Extract<
  RoomEvent,
  { type: "member.invited" | "member.uninvited" | "note.mentioned" }
>;
type RoomCreated = Extract<RoomEvent, { type: "room.created" }>;

/** What one line of the list shows. `startsDay` rows carry the day's name above them. */
export type Row =
  | { kind: "unloaded" }
  | { kind: "beginning"; event: RoomCreated }
  | { kind: "message"; event: MessagePosted; startsGroup: boolean; startsDay: boolean }
  | { kind: "run"; run: readonly Membership[]; startsDay: boolean }
  /** Told elsewhere: on the message that it changed, in a thread, or by the last event of its run. Takes no room of its own. */
  | { kind: "folded" }
  | { kind: "pending"; pending: Pending; startsGroup: boolean; startsDay: boolean };

/** The list's model: row `i` is event `i + 1`, because numbers have no holes; what is pending comes after. */
export type Rows = {
  readonly count: number;
  at(index: number): Row;
  /** Stays the same for one message from pending to posted, and changes when an unloaded event arrives. */
  keyAt(index: number): string | number;
  /** The row that tells of this one; itself where it is not folded away, or is told by a row near it. */
  tellsOf(index: number): number;
  /** When the row happened, in ms since epoch; null where that is not known yet. */
  timeAt(index: number): number | null;
};

/** Messages of one person within this time of each other stand under one name. */
export const GROUP_WITHIN_MS = 5 * 60_000;
/**
 * So many events that are folded away are looked past for what stands above a row. No more than are loaded ahead of it: how a
 * row looks must not depend on what else happens to be here.
 */
const LOOK_PAST = 20;

/** So long it is told that something was deleted; then it folds away, unless something hangs on it (behaviour.md §8). */
const TOMBSTONE_SHOWS_MS = 60 * 60_000;

/** `isOver`: a deleted message is told no more. */
type Told = { timeline: Timeline; isOver: (event: MessagePosted) => boolean };

type Story = {
  timeline: Timeline;
  states: MessageStates;
  head: number;
  pending: readonly Pending[];
  me: PersonId;
  /** ms since epoch. */
  now: number;
};

export function rowsOf({ timeline, states, head, pending, me, now }: Story): Rows {
  const isOver = ({ seq, deleted }: MessagePosted) => {
    if (!deleted || now - deleted.at < TOMBSTONE_SHOWS_MS) return false;
    const state = states.get(seq);
    return !state || (state.reactions.length === 0 && (state.thread?.count ?? 0) === 0);
  };
  const told: Told = { timeline, isOver };
  return {
    count: head + pending.length,
    at(index) {
      const waiting = pending[index - head];
      if (waiting)
        return pendingRow(waiting, pending[index - head - 1] ?? shownBefore(told, head + 1), me);
      const event = showable(told, index + 1);
      return event ? eventRow(event, told) : { kind: "unloaded" };
    },
    keyAt(index) {
      const waiting = index < head ? undefined : pending[index - head];
      if (waiting) return waiting.id;
      const event = showable(told, index + 1);
      if (!event) return -(index + 1);
      // Only my own ids: two authors may have used the same one, and a row must not be mistaken for another's.
      return event.type === "message.posted" && event.by === me ? event.id : event.seq;
    },
    tellsOf(index) {
      const event = eventAt(timeline, index + 1);
      if (event && isAboutMessage(event)) return event.target - 1;
      const root = event?.type === "message.posted" && isInThread(event) ? event.thread : undefined;
      return root === undefined ? index : root - 1;
    },
    timeAt: (index) => pending[index - head]?.writtenAt ?? eventAt(timeline, index + 1)?.at ?? null,
  };
}

/**
 * An event that can be drawn as it will stay. Whether it begins a group or a day depends on the one before it: drawn
 * without that one, a row would change its height under the reader's eyes when the page before it arrives.
 */
function showable(told: Told, seq: number): RoomEvent | undefined {
  const event = eventAt(told.timeline, seq);
  if (!event || seq === 1 || isElsewhere(event, told)) return event;
  return shownBefore(told, seq) ? event : undefined;
}

/** What stands above `seq`. Undefined where that is not known. */
function shownBefore(told: Told, seq: number): RoomEvent | undefined {
  let before = eventAt(told.timeline, seq - 1);
  for (let past = 0; before && isElsewhere(before, told) && past < LOOK_PAST; past += 1) {
    before = eventAt(told.timeline, before.seq - 1);
  }
  return before;
}

function pendingRow(pending: Pending, before: Pending | RoomEvent | undefined, me: PersonId): Row {
  const at = pending.writtenAt;
  if (before && !("seq" in before)) {
    return {
      kind: "pending",
      pending,
      startsGroup: pending.replyTo !== undefined || isLongAfter(pending, before),
      startsDay: false,
    };
  }
  return {
    kind: "pending",
    pending,
    startsGroup: !before || pending.replyTo !== undefined || !continuesGroup(before, me, at),
    startsDay:
      before?.type === "room.created" || (before !== undefined && dayOf(before.at) !== dayOf(at)),
  };
}

function eventRow(event: RoomEvent, told: Told): Row {
  if (event.type === "room.created") return { kind: "beginning", event };
  if (isToldBeside(event) || isAboutMessage(event) || isElsewhere(event, told))
    return { kind: "folded" };
  const before = shownBefore(told, event.seq);
  if (isMembership(event)) {
    const run = runEnding(told.timeline, event);
    if (!run) return { kind: "folded" };
    const first = run[0] ?? event;
    return { kind: "run", run, startsDay: startsDay(first, shownBefore(told, first.seq)) };
  }
  return {
    kind: "message",
    event,
    startsGroup:
      !before || event.replyTo !== undefined || !continuesGroup(before, event.by, event.at),
    startsDay: startsDay(event, before),
  };
}

/** What is no row of the room: a change, which is shown on its message, what is said in a thread alone, and what is over. */
function isElsewhere(event: RoomEvent, { isOver }: Told): boolean {
  if (isToldBeside(event) || isAboutMessage(event) || isInThread(event)) return true;
  return event.type === "message.posted" && isOver(event);
}

function isToldBeside(event: RoomEvent): event is ToldBeside {
  return (
    event.type === "member.invited" ||
    event.type === "member.uninvited" ||
    event.type === "note.mentioned"
  );
}

function isAboutMessage(event: RoomEvent): event is AboutMessage {
  return (
    event.type === "message.edited" ||
    event.type === "message.deleted" ||
    event.type === "message.reacted" ||
    event.type === "message.pinned"
  );
}

/** Said in a thread and nowhere else. */
export function isInThread(event: RoomEvent): boolean {
  return event.type === "message.posted" && event.thread !== undefined && !event.alsoInRoom;
}

function startsDay(event: RoomEvent, before: RoomEvent | undefined): boolean {
  if (before === undefined) return false;
  return before.type === "room.created" || dayOf(before.at) !== dayOf(event.at);
}

function continuesGroup(before: RoomEvent, by: PersonId, at: number): boolean {
  return (
    before.type === "message.posted" &&
    before.by === by &&
    Math.abs(at - before.at) < GROUP_WITHIN_MS &&
    dayOf(before.at) === dayOf(at)
  );
}

function isLongAfter(pending: Pending, before: Pending): boolean {
  return Math.abs(pending.writtenAt - before.writtenAt) >= GROUP_WITHIN_MS;
}

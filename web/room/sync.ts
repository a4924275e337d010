import type { ArchiveState, DownMessage, Snapshot } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { Refusal } from "#protocol/refusals.ts";
import { applyEvents, EMPTY_ROOM, roomOf, type RoomState } from "#protocol/room-state.ts";

/** How far this reader is. It is never wrong, only late: what does not follow its cursor is asked for, not guessed. */
export type Sync = {
  readonly room: RoomState;
  /** The room's epoch that `room` belongs to; null before the first answer. */
  readonly epoch: string | null;
  readonly line: SyncLine;
};

/** What this reader knows about its socket. */
type SyncLine =
  | { readonly at: "down" }
  /** `hello` is out. `epoch` is of an earlier welcome on this socket, which still holds. */
  | { readonly at: "asking"; readonly from: number; readonly epoch: string | null }
  | {
      readonly at: "welcomed";
      readonly epoch: string;
      /** The highest number that the room has told of. */
      readonly head: number;
      /** The cursor of the last hello, and the head that its answer promised to lead to. */
      readonly askedFrom: number;
      readonly promised: number;
      /** The room holds less than this reader, or is another one by now: only a snapshot may follow. */
      readonly needsSnapshot: boolean;
    };

export type Signal = Extract<
  DownMessage,
  { t: "here" | "presence" | "typing" | "receipts" | "note" }
>;
export type RefusedCommand = Refusal & { id: CommandId | null };

/** What one frame did. The holder performs it; nothing has happened yet. */
export type Received = {
  sync: Sync;
  /** Events that now hold and did not before, and whether they came as a snapshot. Null: nothing to save. */
  saved: { how: "follow" | "replace"; events: readonly RoomEvent[] } | null;
  /** The room's answer to commands: these ids are facts with these numbers, known here or still to come. */
  facts: readonly RoomEvent[];
  refused: readonly RefusedCommand[];
  signals: readonly Signal[];
  /** The socket's new end, in ms since epoch. */
  renewedUntil: number | null;
  /** How far the room's archive is behind, where the frame told it. */
  archive: ArchiveState | null;
  /** `hello`: say it, once. `hang_up`: the last hello brought nothing, so this socket will not help. */
  next: "wait" | "hello" | "hang_up";
};

export const NEW_SYNC: Sync = { room: EMPTY_ROOM, epoch: null, line: { at: "down" } };

/** Whether this reader has all that the room has told it of. */
export function isCaughtUp({ room, line }: Sync): boolean {
  return line.at === "welcomed" && !line.needsSnapshot && room.seq >= line.head;
}

/** A socket has opened, or a gap was found: `hello` goes out with the room's epoch and cursor. */
export function sayingHello(sync: Sync): Sync {
  const epoch = sync.line.at === "welcomed" ? sync.line.epoch : null;
  return { ...sync, line: { at: "asking", from: sync.room.seq, epoch } };
}

export function lineLost(sync: Sync): Sync {
  return { ...sync, line: { at: "down" } };
}

/** Takes one frame's messages in order. Pure; never throws, whatever the order in which they come. */
export function receive(sync: Sync, messages: readonly DownMessage[]): Received {
  return messages.reduce<Received>(receiveOne, {
    sync,
    saved: null,
    facts: [],
    refused: [],
    signals: [],
    renewedUntil: null,
    archive: null,
    next: "wait",
  });
}

function receiveOne(so: Received, message: DownMessage): Received {
  switch (message.t) {
    case "welcome":
      return welcomed({ ...so, archive: message.archive }, message.epoch, message.head);
    case "snapshot":
      return snapshotTaken(so, message);
    case "events":
      return eventsTaken(so, message.events);
    case "accepted":
      return acceptedTaken(so, message.event);
    case "pong":
      return headHeard(so, message.head);
    case "refused": {
      const { id, code, retryable, retryAfterMs } = message;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      return { ...so, refused: [...so.refused, { id, code, retryable, ...wait }] };
    }
    case "renewed":
      return { ...so, renewedUntil: message.expiresAt };
    case "archive":
      return { ...so, archive: message.state };
    case "mark":
      // The connection has said it back.
      return so;
    case "here":
    case "presence":
    case "typing":
    case "receipts":
    case "note":
      return { ...so, signals: [...so.signals, message] };
  }
}

function welcomed(so: Received, epoch: string, head: number): Received {
  const { sync } = so;
  // An answer that nobody asked for: the frame is a late copy of an earlier one.
  if (sync.line.at !== "asking") return so;
  const askedFrom = sync.line.from;
  const isNewHere = sync.room.seq === 0;
  const needsSnapshot = !isNewHere && (sync.epoch !== epoch || head < askedFrom);
  return {
    ...so,
    sync: {
      ...sync,
      epoch: isNewHere ? epoch : sync.epoch,
      line: { at: "welcomed", epoch, head, askedFrom, promised: head, needsSnapshot },
    },
  };
}

function snapshotTaken(so: Received, snapshot: Snapshot): Received {
  const { room, line } = so.sync;
  if (line.at !== "welcomed" || line.epoch !== snapshot.epoch) return so;
  // Without a need for one, an old snapshot would turn the room back.
  if (!line.needsSnapshot && snapshot.seq <= room.seq) return so;
  const { epoch, seq, events } = snapshot;
  return {
    ...so,
    sync: {
      epoch,
      room: roomOf(snapshot),
      line: { ...line, head: Math.max(line.head, seq), needsSnapshot: false },
    },
    saved: { how: "replace", events },
    facts: [...so.facts, ...events],
  };
}

function eventsTaken(so: Received, events: readonly RoomEvent[]): Received {
  const { sync } = so;
  const { line } = sync;
  const last = events.at(-1);
  if (!last || !canFollow(sync)) return so;
  const { known, following, rest } = split(events, sync.room.seq);
  const room = applyEvents(sync.room, following);
  const isMore = following.length > 0;
  const applied: Received = {
    ...so,
    sync: { ...sync, room, line: line.at === "welcomed" ? raised(line, room.seq) : line },
    saved: isMore
      ? { how: so.saved?.how ?? "follow", events: [...(so.saved?.events ?? []), ...following] }
      : so.saved,
    facts: [...so.facts, ...known, ...following],
  };
  return rest === undefined ? applied : askedAgain(applied, rest);
}

/** Events are of the epoch that the last welcome named. Before it, or while a snapshot is due, they may be another's. */
function canFollow({ epoch, line }: Sync): boolean {
  if (line.at === "down") return false;
  if (line.at === "asking") return line.epoch !== null && line.epoch === epoch;
  return !line.needsSnapshot && line.epoch === epoch;
}

function split(events: readonly RoomEvent[], cursor: number) {
  const known: RoomEvent[] = [];
  const following: RoomEvent[] = [];
  let seq = cursor;
  for (const event of events) {
    if (event.seq <= seq) known.push(event);
    else if (event.seq === seq + 1) {
      following.push(event);
      seq = event.seq;
    } else return { known, following, rest: event.seq };
  }
  return { known, following, rest: undefined };
}

/** A repeat's answer names an event that may be old and not loaded, or new and still on its way here. */
function acceptedTaken(so: Received, event: RoomEvent): Received {
  const told: Received = { ...so, facts: [...so.facts, event] };
  // One that is not loaded here is not put into the story either: nobody has said what has become of it since.
  return event.seq > so.sync.room.seq ? headHeard(told, event.seq) : told;
}

function headHeard(so: Received, head: number): Received {
  return head > so.sync.room.seq ? askedAgain(so, head) : so;
}

/** One hello per gap: while one is out, its answer closes this gap too. */
function askedAgain(so: Received, head: number): Received {
  const { sync } = so;
  if (sync.line.at !== "welcomed") return so;
  const line = raised(sync.line, head);
  // The same question again would get the same silence, for ever and at full speed.
  const wasInVain = sync.room.seq === line.askedFrom && sync.room.seq < line.promised;
  const next = wasInVain ? "hang_up" : "hello";
  return {
    ...so,
    sync: next === "hello" ? sayingHello({ ...sync, line }) : { ...sync, line },
    next,
  };
}

function raised<L extends { head: number }>(line: L, head: number): L {
  return head > line.head ? { ...line, head } : line;
}

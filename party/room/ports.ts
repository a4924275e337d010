import type { RoomEvent } from "#protocol/events.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Counting } from "../meter/tally.ts";
import type { Clock, ObjectLog, Storage } from "../object/ports.ts";
import type { Notes } from "../notes/notes.ts";
import type { TicketClaims } from "../rooms.ts";

/** The world, as the room needs it. Hosts and tests bring it; the core knows no other. */
export type World = {
  storage: Storage;
  clock: Clock;
  archive: Archive;
  inboxes: Inboxes;
  note: Pick<Notes, "gone">;
  tickets: Tickets;
  log: ObjectLog;
  counts: Counting;
  /** To be called when what the room does beside its host's calls has come to rest: what was counted there has nobody else to speak of it. */
  turned: () => void;
  /** Before this, in ms since epoch, the machine has people to let in: inboxes of those who are not named can wait. It may move on. */
  mayWakeAllAt: () => number;
  /** A name for a new life of a room's storage, which comes after that of `after` whatever the clock says. */
  newEpoch: (after: string | null) => string;
  /** The last event's number, for hosts that answer pings while the room sleeps. */
  headIs(head: number): void;
  /** Something failed that must not: the host drops this room and wakes a new one from storage. */
  giveUp(error: unknown): void;
};

/** Of people who were told: who was not reached, and who has a device connected. */
export type Told = { missed: PersonId[]; here: PersonId[] };

/** How a room reaches people's inboxes. Told twice is no harm. */
export type Inboxes = { deliver(people: readonly PersonId[], letter: Letter): Promise<Told> };

/** The database's copy of the log. Each call throws when it has failed, and what became of it is unknown then. */
export type Archive = {
  /** Copies events that follow one another. Safe to repeat; what is refused leaves nothing behind. */
  store(room: RoomId, epoch: string, events: readonly RoomEvent[]): Promise<Stored>;
  /**
   * Takes this person's name out of a page of what is stored of the room, in all of its lives, behind the mark `after` ("": from the
   * beginning). `next` is where to go on; null: that was all.
   */
  erase(room: RoomId, epoch: string, person: PersonId, after: string): Promise<Erased>;
  /** Every life of this room that the archive knows, the newest first. */
  lives(room: RoomId): Promise<ArchivedLife[]>;
  /** Events of one life in order, those above `after`: a page of them, empty at the end. */
  read(room: RoomId, epoch: string, after: number): Promise<RoomEvent[]>;
};

/** `disagrees`: a number belongs to another event there. `fenced`: a newer epoch of this room writes there. */
export type Stored = "stored" | "disagrees" | "fenced";

export type Erased = { next: string | null } | "fenced";

/** `head` is its last event, `whole` the last one before the first hole: the same where nothing is missing. */
export type ArchivedLife = { epoch: string; head: number; whole: number };

export type Tickets = { check(ticket: string, room: RoomId): Promise<TicketClaims | null> };

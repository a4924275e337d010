import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Author, TicketClaims } from "../rooms.ts";
import type { Frame } from "./shared-frame.ts";

/** The world, as the room needs it. Hosts and tests bring it; the core knows no other. */
export type World = {
  storage: Storage;
  clock: Clock;
  archive: Archive;
  tickets: Tickets;
  log: RoomLog;
  /** A name for a new life of a room's storage, which comes after that of `after` whatever the clock says. */
  newEpoch: (after: string | null) => string;
  /** The last event's number, for hosts that answer pings while the room sleeps. */
  headIs(head: number): void;
  /** Something failed that must not: the host drops this room and wakes a new one from storage. */
  giveUp(error: unknown): void;
};

/** Ordered text by key. Keys sort by their bytes. */
export type Storage = {
  get(key: string): Promise<string | undefined>;
  list(range: KeyRange): Promise<Map<string, string>>;
  /**
   * All of it or none of it. Resolves when what depends on it may be shown: at once where the host holds back
   * everything that is sent until the write is durable (the output gate), else when it is durable.
   * @throws RangeError on a value of more than MAX_VALUE_BYTES, before anything is written.
   */
  commit(write: Write): Promise<void>;
  /** Resolves when all that was committed so far is durable, whether or not it may be shown before. */
  flushed(): Promise<void>;
  /** Calls the room's `alarm` at about this time (ms since epoch), also if it sleeps until then; null: never. */
  wakeAt(at: number | null): void;
};

/** `start` inclusive, `end` exclusive. */
export type KeyRange = { start: string; end: string; limit: number; reverse?: boolean };
export type Write = { put: ReadonlyMap<string, string>; remove?: readonly string[] };

/** Durable Object storage takes 128 KiB a value; the rest is room for its encoding (platform.md §3.2). */
export const MAX_VALUE_BYTES = 120_000;

export type Clock = {
  now(): number;
  /** Runs once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
};

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

/** One socket. What it knows of itself survives the room's sleep; `id` is a handle, never an identity. */
export type Peer = {
  readonly id: string;
  readonly memory: PeerMemory;
  remember(memory: PeerMemory): void;
  /** Never throws: a socket that is gone is found out by its close. */
  send(frame: Frame): void;
  close(code: number, reason: string): void;
};

export type PeerMemory = Author & { sessionExpiresAt: number; standing: Standing };

/** How far a socket has come. What is kept of a dismissal outlives the room's sleep, as the socket may. */
export type Standing = "arriving" | "admitted" | "greeted" | { dismissedWith: number };

/** Words and numbers only: what people write never gets here. An `alarm` is for an operator to look at. */
export type RoomLog = (
  event: string,
  facts: Record<string, string | number>,
  level?: "alarm",
) => void;

export type Who = { id: PersonId; name: string };

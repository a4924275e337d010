import type { RoomCommand } from "#protocol/commands.ts";
import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import type { Refusal } from "#protocol/refusals.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { TypingSignal } from "#protocol/typing.ts";

/** Who asks, as the server knows it from a checked token. Never read from what a client says. */
export type Author = {
  person: PersonId;
  name: string;
  role: CommunityRole;
  /** The signed-in session (device) that asks. */
  session: string;
  /** They hold an invite into this very room, and come in whatever their role. */
  isInvited?: boolean | undefined;
  /** For how long they may edit what they have said, in ms; without it, for ever. */
  editWindowMs?: number | undefined;
};

/** What a ticket says, once its signature, its door and its age have been checked. */
export type TicketClaims = Author & {
  /** Names the ticket, so that it is spent once. */
  ticket: string;
  /** ms since epoch, for the ticket and for the session behind it. */
  ticketExpiresAt: number;
  sessionExpiresAt: number;
};

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** `events` are what the command became; a repeat is answered with what it became the first time. */
export type Done = { events: RoomEvent[]; repeated: boolean };

/** At most one of `before`, `after`, `around`; a number is an event's. */
export type HistoryQuery = {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  limit: number;
};
/** `head` was the room's last event when this was read; `states` tells what has become of these messages by then. */
export type HistoryPage = {
  messages: RoomEvent[];
  states: [number, MessageState][];
  head: number;
  hasMore: boolean;
};

/** What was said under the message `root`: the newest replies, or those before a number. */
export type ThreadQuery = { root: number; before?: number | undefined; limit: number };

/** A hello by HTTP: what the client has, and how long it waits when there is nothing newer. */
export type ListenQuery = {
  epoch: string | null;
  cursor: number;
  waitMs: number;
  /** The access token's end, in ms since epoch: nobody waits beyond it. */
  sessionExpiresAt: number;
};
/** What a socket would have heard after its hello, as docs/protocol.md §1 tells it. */
export type Heard = { heard: DownMessage[] };
/** What a room knows of its archive: `batches` and `failures` are counted since it woke and since it last went well. */
export type ArchiveStatus = {
  room: RoomId;
  epoch: string;
  head: number;
  /** The last event that the archive has confirmed. */
  archived: number;
  lagEvents: number;
  lagMs: number;
  state: ArchiveState;
  batches: number;
  failures: number;
  /** The name of an error, `disagrees`, or `fenced`. */
  lastFailure: string | null;
};

/** What an operator wants of a room. `newEpoch`: its log is right, and the archive belongs to another life of it. */
export type UpkeepWish =
  | { do: "status" }
  | { do: "refill"; newEpoch: boolean }
  | { do: "restore"; epoch: string | null; upToTheHole: boolean };

/** `restored` of `of` events are there; when it is fewer, ask again. */
export type UpkeepAnswer = { status: ArchiveStatus; restored: number; of: number };

/** Whether somebody lets others know how far they have read, and when they have chosen so (ms since epoch): the later choice holds. */
export type ReceiptsChoice = { isShown: boolean; at: number };

/** A message as a notification tells it: no marks, names where people were meant. */
export type ToldMessage = { author: string; roomName: string; words: string };

/** `isAll`: it ends with the room's last event. */
export type LetterPage = { letter: Letter; isAll: boolean };

/** What somebody may do with a room's note; whoever is in the room reads it. */
export type NoteAccess = { mayWrite: boolean };

/** How the API reaches rooms, on either host. A room that cannot be reached answers `unavailable`. */
export type Rooms = {
  command(room: RoomId, by: Author, command: RoomCommand): Promise<Answer<Done>>;
  history(room: RoomId, by: Author, query: HistoryQuery): Promise<Answer<HistoryPage>>;
  /** The root first, then replies, oldest first. */
  thread(room: RoomId, by: Author, query: ThreadQuery): Promise<Answer<HistoryPage>>;
  /** Answers with the first events after the cursor, as soon as there are any; without any after `waitMs`. */
  listen(room: RoomId, by: Author, query: ListenQuery): Promise<Answer<Heard>>;
  /** A signal: dropped in silence when there are too many. */
  typing(room: RoomId, by: Author, signal: TypingSignal): Promise<Answer<null>>;
  /** How far this person has read, of what they let be known; dropped likewise. */
  read(room: RoomId, by: Author, seq: number): Promise<Answer<null>>;
  /** For operators: what the room knows of its archive, and how either is rebuilt from the other. */
  upkeep(room: RoomId, wish: UpkeepWish): Promise<Answer<UpkeepAnswer>>;
  /** These sessions are over: their sockets close, and what was given to them is no use here any more. */
  signedOut(room: RoomId, sessions: readonly string[]): Promise<Answer<null>>;
  /** For inboxes: what happened after event `after`, a page of it. `arrived`: they have just come, and are to be told soon from now on. */
  letter(room: RoomId, after: number, arrived?: PersonId): Promise<Answer<LetterPage>>;
  /** For inboxes: message `seq` as it is now, if this person may read it. */
  message(room: RoomId, person: PersonId, seq: number): Promise<Answer<ToldMessage>>;
  /** For inboxes: what this person has chosen about being told of. */
  receipts(room: RoomId, person: PersonId, choice: ReceiptsChoice): Promise<Answer<null>>;
  /** For the room's note: whether this person may be there, and what they may do. */
  note(room: RoomId, by: Author): Promise<Answer<NoteAccess>>;
  /** From the room's note: who has changed it lately. */
  noteChanged(room: RoomId, news: NoteNews): Promise<Answer<null>>;
  /** Whether this person may open a socket: `no_such_room`, `not_member`, or yes. */
  mayEnter(room: RoomId, by: Author): Promise<Answer<null>>;
};

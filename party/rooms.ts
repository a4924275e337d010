import type { RoomCommand } from "#protocol/commands.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Refusal } from "#protocol/refusals.ts";

export type CommunityRole = "owner" | "member";

/** Who asks, as the server knows it from a checked token. Never read from what a client says. */
export type Author = {
  person: PersonId;
  name: string;
  role: CommunityRole;
  /** The signed-in session (device) that asks. */
  session: string;
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
export type HistoryPage = { messages: RoomEvent[]; hasMore: boolean };

/** How the API reaches rooms, on either host. A room that cannot be reached answers `unavailable`. */
export type Rooms = {
  command(room: RoomId, by: Author, command: RoomCommand): Promise<Answer<Done>>;
  history(room: RoomId, by: Author, query: HistoryQuery): Promise<Answer<HistoryPage>>;
  /** Whether this person may open a socket: `no_such_room`, `not_member`, or yes. */
  mayEnter(room: RoomId, by: Author): Promise<Answer<null>>;
};
